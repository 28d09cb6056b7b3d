// Names that hold a secret's word and no secret.
const harmlessEnds =
  /(?:hash(?:es)?|digest|checksum|sha\d*|md5|fingerprint|thumbprint|id|ids|ur[il]s?|files?|filename|path|dir|names?|types?|length|len|size|regexp?|patterns?|format|expir\w*|ttl|prefix|suffix|label|title|text|messages?|msg|hint|help|placeholder|endpoint|header|fields?|class|count|limit|env|var(?:iable)?|ref|arn|versions?|algorithm|alg|providers?|stores?|policy|strength|min|max|host|port|index|status|state|enabled|required|scope|method|mode|schema|column|selector|input|form|page|route|icon|image|config|template|mock|rotation|source|location|map|list|set|pos(?:ition)?|by|error|reset|test|info|description|desc|note|doc|docs|usage|example|manager|service|flow|issuer|audience|realm|domain|user(?:name)?|login|email|key[-_]?name|contract|address|kind|bits|rounds|iterations?|signature|timestamp|key[-_]?string|(?<!auth[-_]?|in[-_]|key[-_]?)salt)$/i;
const harmlessWords =
  /public[-_.]?(?:api[-_.]?)?key|publishable|csrf|xsrf|nonce|tokeniz|tokenis|authenticity|integrity|cache[-_]?key|(?:primary|foreign|sort|partition|hash|range|unique|composite|translation|i18n|locale|object|storage|query|react|row|column|map|dict|sitemap|keyboard|hot|routing|index|idempotency|issue|project|block|group|field|parent|item|lookup|dedup\w*|topic|message|event|metric|feature|config|data|map|property|registry|host|site|tracking|write|known|restore|sentry|etag|strategy|alert|algolia[-_.]?search)[-_.]?key(?!s?[-_.]?secret)|(?:page|pagination|next|prev(?:ious)?|forward|backward|continuation|sync|cursor|resume|change|start|update|status|unit|product|order|signal|snapshot|upload|lock|parse)[-_.]?token|author(?!i[sz]ation[-_])|(?:recv|receive|gpg|pgp|signed|trusted|default)[-_.]?keys?(?![a-z])|b[uy]{1,2}pass|compass|passport|passenger|passage|passive|passed|passing|passes|authority|key[-_.]?(?:usage|board|word|stroke|frame|code|press|event|down|up)|recaptcha[-_.]?site|secretary|cookie[-_.]?(?:consent|policy|banner|domain|name)|known[-_]hosts|tokens?[-_.](?:per|count|used|limit)|max[-_.]?tokens|webhook[-_.]?(?:event|type|id)|signature[-_.]?(?:alg|type|method|version)|auth[-_.]?(?:type|method|mode|provider|url|uri)|oauth2?[-_.]?(?:scope|url)/i;

const uuid = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const data: readonly RegExp[] = [
  uuid,
  /:\/\/|^mailto:|^(?:www|ftp)\./i,
  /^(?:hmac[-_])?(?:sha\d{1,3}|md5|blake2?\w?)[-:$]/i,
  /^(?:data|arn|urn|op|vault|awssm|gcpsm|env|file|ref|ssm|secret|sops|k8s|projects|base64|pkcs11|0x[0-9a-f]{8}$):/i,
  /^(?:ENC\[|ENC\(|\$ANSIBLE_VAULT|AQICAH|Ag[A-D]|vault:v\d|projects\/|kms)/,
  /^(?:ssh-|ecdsa-|AAAA[BCE]3Nza|LS0tLS1CRUdJTiBDRVJ|LS0tLS1CRUdJTiBQVUJ|MI[IG][A-Z][A-Za-z0-9+/]{20}.*DAQAB$)/,
  /^\$(?:2[aby]?|argon2\w*|5|6|y|pbkdf2[\w-]*|scrypt)\$|^\{(?:SSHA|SHA|MD5|CRYPT)\d*\}|^pbkdf2[_:]|^argon2/i,
  /^[\w.+-]+@[\w-]+\.[\w.-]+$/,
  /^(?:#|0x)?[0-9a-f]{1,8}$|^0x[0-9a-f]{40}$/i,
  // Fingerprints, frames of debuggers, ids of orders, ids of AWS keys with their scope, names of algorithms.
  /^(?:[0-9a-f]{2}:){7,31}[0-9a-f]{2}$|@entry=|=0x[0-9a-f]{1,16}$/i,
  /^[A-Z]{1,5}[\d_-]{8,24}$|^(?:AKIA|ASIA)[A-Z0-9]{16}(?:\/|%2F)/,
  /^(?:PBE|PBKDF|Hmac|AES|DES|RSA|EC|ChaCha)\w{0,12}(?:With|And|_|\/)[\w/]*$|With[A-Z]\w*And[A-Z]\w*$/,
  /^\d{4}-\d\d-\d\dT|^[\d.,:/ +-]+$/,
  /^(?:[.~]{0,2}\/|[A-Za-z]:[\\/]|\.\/|@\/|[\w-]+\/[\w./-]+\.(?:\w{1,5})$)/,
  /^[\w./-]+\.(?:json|ya?ml|toml|pem|key|crt|env|txt|py|js|ts|go|rs|rb|java|php|html?|css|svg|png|jpe?g|md|conf|cfg|ini|xml|sh|so|dll)$/i,
  /[\u0080-\u00ff]/,
  /(?:^|\W)%[sdvr](?!\w)|%\(\w+\)s|\{\w*\}|\$\{|\$\(|\{%|<%|#\{|@\{|\$\{\{|\*{2}|^\$\w|^!\w+$|^@[a-z]|^%\w+%$/,
  /^application\/|^text\/|^image\//,
  /^(?:[a-z]+:)?(?:[a-z]+[|:]){2}/,
];
// What only code has: calls, members, generics, operators; never a quoted string's business.
const code: readonly RegExp[] = [
  /[()[\]{}`]|=>|->|::|&&|\|\||\+\+|[!=]==?[^=]|\?\.|\.\.\.|^[!$*^]|\$[A-Z_]{3}/,
  /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+(?:$|=)/,
  /^[.:=/@-]|:$/,
];
const variable = /^(?:[a-z]+[A-Z]?|[A-Z]+)[A-Za-z]*\d?$|^[A-Za-z_]+$/;
// Each word in one way only: with two, a row of thirty words that ends badly would be tried in 2^30 ways.
const word = String.raw`(?:[A-Z]{0,5}[a-z]+(?:[A-Z][a-z]+){0,3}(?:\d{1,2}[a-z]?)?|[A-Z]+(?:\d{1,2}[A-Z]?)?|\d{1,4}[a-z]{0,2}|(?:rfc|iso|sha)\d{3,5}|\d{8}|\d{14})`;
const words = new RegExp(String.raw`^[\W_]*(?:${word}[\W_]+)+${word}[\W_]*$`);
/** True when a name speaks of secrets and holds none: `token_url`, `password_hash`, `public_key`. */
export function namesNoSecret(name: string): boolean {
  return harmlessWords.test(name) || harmlessEnds.test(name.replace(/[-_.]+$/, ''));
}

/** How a value stands there: as a string, bare in code, or in an environment file, where a bare name is no variable. */
export type Writing = 'quoted' | 'bare' | 'env';

/** True when a value is an expression, a digest, an address, a reference or words, and no secret. */
export function isCodeOrData(value: string, writing: Writing): boolean {
  if (data.some((sign) => sign.test(value)) || words.test(value) || isPath(value)) return true;
  if (writing === 'quoted') return false;
  return code.some((sign) => sign.test(value)) || (writing === 'bare' && variable.test(value));
}

// binutils-all/i386/empty: a slash or more, and between them words and short numbers.
function isPath(value: string): boolean {
  const parts = value.split('/');
  const plain =
    /^[.~]*(?:[a-z]+\d{0,4}|[A-Z]{1,4}\d{0,4}!?|\d{1,8})?(?:[-_.][a-z]*(?:\d{1,5}[a-z]?)?){0,8}$/;
  return parts.length > 1 && parts.every((part) => part.length < 60 && plain.test(part));
}

/** Which part of the letters and digits belongs to speakable words of four letters or more, camelCase or not. */
export function wordShare(value: string): number {
  const pieces = value.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  const length = (some: readonly string[]) => some.reduce((sum, piece) => sum + piece.length, 0);
  const speakable = (piece: string) =>
    piece.length > 3 && /[aeiouy]/i.test(piece) && !/[^aeiouy]{5}/i.test(piece);
  return length(pieces.filter(speakable)) / Math.max(1, length(pieces));
}
