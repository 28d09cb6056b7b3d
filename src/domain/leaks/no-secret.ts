// Names that hold a secret's word and no secret.
const harmlessEnds =
  /(?:hash(?:es)?|digest|checksum|sha\d*|md5|fingerprint|thumbprint|id|ids|ur[il]s?|files?|filename|path|dir|names?|types?|length|len|size|regexp?|patterns?|format|expir\w*|ttl|prefix|suffix|label|title|text|messages?|msg|hint|help|placeholder|endpoint|header|fields?|class|count|limit|env|var(?:iable)?|ref|arn|versions?|algorithm|alg|providers?|stores?|policy|strength|min|max|host|port|index|status|state|enabled|required|scope|method|mode|schema|column|selector|input|form|page|route|icon|image|config|template|mock|rotation|source|location|map|list|set|pos(?:ition)?|by|error|reset|test|info|description|desc|note|doc|docs|usage|example|manager|service|flow|issuer|audience|realm|domain|user(?:name)?|login|email|key[-_]?name|contract|address|kind|bits|rounds|iterations?)$/i;
const harmlessWords =
  /public[-_.]?(?:api[-_.]?)?key|publishable|csrf|xsrf|nonce|tokeniz|tokenis|authenticity|integrity|cache[-_]?key|(?:primary|foreign|sort|partition|hash|range|unique|composite|translation|i18n|locale|object|storage|query|react|row|column|map|dict|sitemap|keyboard|hot|routing|index|idempotency|issue|project|block|group|field|parent|item|lookup|dedup\w*|topic|message|event|metric|feature|config|data|map|property|registry|host|site|tracking|write|known|restore|sentry)[-_.]?key(?!s?[-_.]?secret)|(?:page|pagination|next|continuation|sync|cursor|resume|change|start)[-_.]?token|author(?!i[sz]ation[-_])|(?:recv|receive|gpg|pgp|signed|trusted|default)[-_.]?keys?(?![a-z])|b[uy]{1,2}pass|compass|passport|passenger|passage|passive|passed|passing|passes|authority|key[-_.]?(?:usage|board|word|stroke|frame|code|press|event|down|up)|recaptcha[-_.]?site|secretary|cookie[-_.]?(?:consent|policy|banner|domain|name)|known[-_]hosts|tokens?[-_.](?:per|count|used|limit)|max[-_.]?tokens|webhook[-_.]?(?:event|type|id)|signature[-_.]?(?:alg|type|method|version)|auth[-_.]?(?:type|method|mode|provider|url|uri)|oauth2?[-_.]?(?:scope|url)/i;

const uuid = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const data: readonly RegExp[] = [
  uuid,
  /:\/\/|^mailto:|^(?:www|ftp)\./i,
  /^(?:sha\d{1,3}|md5|blake2?\w?)[-:$]/i,
  /^(?:data|arn|urn|op|vault|awssm|gcpsm|env|file|ref|ssm|secret|sops|k8s|projects|base64|pkcs11|0x[0-9a-f]{8}$):/i,
  /^(?:ENC\[|ENC\(|\$ANSIBLE_VAULT|AQICAH|Ag[A-D]|vault:v\d|projects\/|kms)/,
  /^(?:ssh-|ecdsa-|AAAA[BCE]3Nza|LS0tLS1CRUdJTiBDRVJ|LS0tLS1CRUdJTiBQVUJ|MI[IG][A-Z][A-Za-z0-9+/]{20}.*DAQAB$)/,
  /^\$(?:2[aby]?|argon2\w*|5|6|y|pbkdf2[\w-]*|scrypt)\$|^\{(?:SSHA|SHA|MD5|CRYPT)\d*\}|^pbkdf2[_:]|^argon2/i,
  /^[\w.+-]+@[\w-]+\.[\w.-]+$/,
  /^(?:#|0x)?[0-9a-f]{1,8}$|^0x[0-9a-f]{40}$/i,
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
  /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+$/,
  /^(?:[a-z]+[A-Z]?|[A-Z]+)[A-Za-z]*\d?$/,
  /^[A-Za-z_]+$/,
  /^[.:=/@-]|:$/,
];
const words =
  /^[\W_]*(?:(?:[A-Z]?[a-z]+\d{0,2}[a-z]?|[A-Z]+\d{0,2}[A-Z]?|\d{1,4})[\W_]+)+(?:[A-Z]?[a-z]+\d{0,2}|[A-Z]+\d{0,2}|\d{1,4})[\W_]*$/;
/** True when a name speaks of secrets and holds none: `token_url`, `password_hash`, `public_key`. */
export function namesNoSecret(name: string): boolean {
  return harmlessWords.test(name) || harmlessEnds.test(name.replace(/[-_.]+$/, ''));
}

/** True when a value is an expression, a digest, an address, a reference or words, and no secret. */
export function isCodeOrData(value: string, quoted: boolean): boolean {
  if (data.some((sign) => sign.test(value)) || words.test(value)) return true;
  return !quoted && code.some((sign) => sign.test(value));
}

/** Which part of the letters and digits belongs to speakable words of four letters or more, camelCase or not. */
export function wordShare(value: string): number {
  const pieces = value.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  const length = (some: readonly string[]) => some.reduce((sum, piece) => sum + piece.length, 0);
  const speakable = (piece: string) =>
    piece.length > 3 && /[aeiouy]/i.test(piece) && !/[^aeiouy]{5}/i.test(piece);
  return length(pieces.filter(speakable)) / Math.max(1, length(pieces));
}
