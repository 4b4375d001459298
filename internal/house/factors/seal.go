package factors

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
)

var errSeal = errors.New("not sealed with this key for this use")

// seal encrypts with AES-256-GCM under the key of the instance. use is bound
// in: what was sealed for one use, such as one account's secret, opens for no
// other.
func (f *Factors) seal(use string, plain []byte) (string, error) {
	g, err := f.aead()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, g.NonceSize())
	if _, err := io.ReadFull(f.random, nonce); err != nil {
		return "", fmt.Errorf("nonce: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(g.Seal(nonce, nonce, plain, []byte(ID+"|"+use))), nil
}

// open decrypts what seal made for the same use.
func (f *Factors) open(use, sealed string) ([]byte, error) {
	g, err := f.aead()
	if err != nil {
		return nil, err
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(raw) < g.NonceSize() {
		return nil, errSeal
	}
	plain, err := g.Open(nil, raw[:g.NonceSize()], raw[g.NonceSize():], []byte(ID+"|"+use))
	if err != nil {
		return nil, errSeal
	}
	return plain, nil
}

func (f *Factors) aead() (cipher.AEAD, error) {
	b, err := aes.NewCipher(f.Key)
	if err != nil {
		return nil, fmt.Errorf("key of the instance: %w", err)
	}
	return cipher.NewGCM(b)
}
