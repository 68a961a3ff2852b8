/** Words of manuals and compose files; none of them comes about by chance in 32 drawn bytes. */
const sampleWords =
  /change.?(?:me|this|it)|replace.?(?:me|this|with)|example|placeholder|your.?(?:secret|key)|very.?secret|my.?secret|password|insecure|default.?key|secret.?key/i;
/** 32 drawn bytes have sixteen and more different characters in base64, and no fewer than ten in hex. */
const differentMin = 10;

/** Whether a secret is one that was copied or typed in haste, and not drawn: then others know it, too. */
export const isSample = (secret: string): boolean =>
  sampleWords.test(secret) || new Set(secret).size < differentMin || counts(secret);

/** Counts up: `0123456789abcdef`, or the letters in their order. */
const counts = (secret: string): boolean => /0123456789|1234567890|abcdefghij/i.test(secret);
