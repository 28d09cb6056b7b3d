const longest = 60;
const piece = 6;

/** A stranger's text as a message may show it: one tame line, and not at all when it quotes the secret. */
export function shownText(text: string, secret: string): string {
  if (quotes(text.toLowerCase(), secret.toLowerCase())) return '(not shown)';
  const tame = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu, '.').trim();
  return JSON.stringify(tame.length > longest ? `${tame.slice(0, longest - 3)}...` : tame);
}

/** True when a piece of the secret stands in the text, also with other characters strewn between. */
function quotes(text: string, secret: string): boolean {
  const bare = text.replace(/[^a-z0-9]/g, '');
  const hidden = secret.replace(/[^a-z0-9]/g, '');
  for (let at = 0; at + piece <= hidden.length; at++) {
    if (bare.includes(hidden.slice(at, at + piece))) return true;
  }
  return false;
}
