/** A slash, plain or escaped as JSON, URLs and HTML do; for patterns that ignore case. */
export const slash = String.raw`(?:\\{0,3}/|%(?:25)?2f|\\{1,2}u002f|&#(?:x2f|47);)`;

/** A quote, plain or escaped. */
export const quote = String.raw`(?:\\{0,3}["'${'`'}]|&(?:quot|apos|#3[49]|#x2[27]);|\\{1,2}u002[27]|%2[27])`;

const operator = String.raw`(?:=>|:=|={1,3}|:|<{1,2}-|\?\?=?|\|\|=?)`;
// What languages put between a name and what it holds.
const ways: readonly string[] = [
  // key = v, "key": v, env['key'] = v, key: Type = v; on the next line only quoted: else an empty one would take what follows it
  String.raw`[ \t]{0,12}(?::[ \t]{0,2}[A-Za-z&][\w.<>\[\]'|& ]{0,24}?[ \t]{1,2}=|${operator})[ \t]{0,12}(?:\r?\n\s{0,24}(?=${quote}))?`,
  // Key { get; set; } = "v"
  String.raw`\s{0,2}\{\s{0,2}get;[^{}\n]{0,30}\}[ \t]{0,2}=[ \t]{0,2}`,
  // setenv("key", "v"), {"name": "key", "value": "v"}
  String.raw`(?:[ \t]{0,4},[ \t]{0,4}|\s{0,4},\s{0,24}${quote}?value${quote}?\s{0,4}[:=]\s{0,4})(?=${quote})`,
  // - name: key, and value: v on the next line
  String.raw`\s{1,40}value\s{0,2}[:=]\s{0,4}`,
  // <key>v</key>
  '>',
  // variable "key" { default = "v" }
  String.raw`\s{0,4}\{[^{}]{0,80}?default\s{0,8}=\s{0,4}(?=${quote})`,
  // --key v, -Key v, ENV key v, set key v
  String.raw`[ \t]{1,4}(?<=(?:--|\s-|\b(?:ENV|ARG|export|setx?|setenv)\s|-g?x\s)[\w.-]{1,60}[ \t]{1,4})`,
  // PASSWORD 'v'
  String.raw`[ \t]{1,4}(?=["'])`,
];

/** From behind a name to before what is assigned to it, an opening quote included. */
export const assigned = String.raw`(?:${quote}?\]?(?:${ways.join('|')})(?:[A-Za-z][\w.]{0,24}\((?=\s?[bruf]{0,2}${quote}))?[ \t]?(?:[bruf@$]{1,2}(?=["']))?${quote}?)`;
