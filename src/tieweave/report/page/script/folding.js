// Words as they are compared: without case and accents, and letters that have no accent to lose as people type them.

const SPELT = { ß: "ss", ø: "o", đ: "d", ð: "d", ł: "l", æ: "ae", œ: "oe", þ: "th", ı: "i" };
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]/g; // points and a stretcher, too

function fold(text) {
  const lower = text.toLowerCase();
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  return lower.normalize("NFKD").replace(ACCENTS, "").replace(/[ßøđðłæœþı]/g, (letter) => SPELT[letter]);
}
