package counts

// ReadBody lets the fuzz test reach the lines behind the signature.
var ReadBody = readBody
