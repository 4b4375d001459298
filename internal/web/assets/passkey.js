// Passkeys: a form that says data-passkey="create" or "get" asks the browser
// for a passkey when it is sent, and carries the answer in its field "passkey".
// Without script, or where the browser has none, the form stays hidden.
(function () {
  'use strict';
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  function bytes(s) {
    var b = atob(s.replace(/-/g, '+').replace(/_/g, '/'));
    var a = new Uint8Array(b.length);
    for (var i = 0; i < b.length; i++) a[i] = b.charCodeAt(i);
    return a.buffer;
  }
  function text(buf) {
    var s = '', a = new Uint8Array(buf);
    for (var i = 0; i < a.length; i++) s += String.fromCharCode(a[i]);
    return btoa(s).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
  function read(o) {
    var k = o.publicKey;
    k.challenge = bytes(k.challenge);
    if (k.user) k.user.id = bytes(k.user.id);
    ['excludeCredentials', 'allowCredentials'].forEach(function (n) {
      (k[n] || []).forEach(function (c) { c.id = bytes(c.id); });
    });
    delete o.mediation;
    return o;
  }
  function write(c) {
    var r = c.response, out = { id: c.id, rawId: text(c.rawId), type: c.type, clientExtensionResults: c.getClientExtensionResults ? c.getClientExtensionResults() : {}, response: { clientDataJSON: text(r.clientDataJSON) } };
    if (c.authenticatorAttachment) out.authenticatorAttachment = c.authenticatorAttachment;
    if (r.attestationObject) {
      out.response.attestationObject = text(r.attestationObject);
      if (r.getTransports) out.response.transports = r.getTransports();
    } else {
      out.response.authenticatorData = text(r.authenticatorData);
      out.response.signature = text(r.signature);
      if (r.userHandle) out.response.userHandle = text(r.userHandle);
    }
    return JSON.stringify(out);
  }
  document.querySelectorAll('form[data-passkey]').forEach(function (f) {
    var says = f.querySelector('[role=alert]'), busy = false;
    f.hidden = false;
    f.addEventListener('submit', function (e) {
      if (f.elements.passkey.value) return;
      e.preventDefault();
      if (busy) return;
      busy = true;
      says.hidden = true;
      var o = read(JSON.parse(f.dataset.options));
      (f.dataset.passkey === 'create' ? navigator.credentials.create(o) : navigator.credentials.get(o)).then(function (c) {
        f.elements.passkey.value = write(c);
        f.submit();
      }).catch(function (err) {
        busy = false;
        says.textContent = (f.dataset.failed || '') + ' ' + err.name;
        says.hidden = false;
        says.focus();
      });
    });
  });
})();
