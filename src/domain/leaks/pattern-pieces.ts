/** A slash, plain or escaped as JSON, URLs and HTML do; for patterns that ignore case. */
export const slash = String.raw`(?:\\{0,3}/|%(?:25)?2f|\\{1,2}u002f|&#(?:x2f|47);)`;

/** A quote, plain or escaped. */
export const quote = String.raw`(?:\\{0,3}["'${'`'}]|&(?:quot|apos|#3[49]|#x2[27]);|\\{1,2}u002[27]|%2[27])`;

const operator = String.raw`(?:=>|:=|={1,3}|:|\?\?=?|\|\|=?)`;
// What languages put between a name and what it holds.
const ways: readonly string[] = [
  // key = v, "key": v, env['key'] = v, key: Type = v
  String.raw`\s{0,12}(?::\s{0,2}[A-Za-z&][\w.<>\[\]'|& ]{0,24}?\s{1,2}=|${operator})\s{0,12}`,
  // setenv("key", "v"), {"name": "key", "value": "v"}
  String.raw`(?:[ \t]{0,4},[ \t]{0,4}|\s{0,4},\s{0,24}${quote}?value${quote}?\s{0,4}[:=]\s{0,4})(?=${quote})`,
  // - name: key, and value: v on the next line
  String.raw`\s{1,40}value\s{0,2}[:=]\s{0,4}`,
  // <key>v</key>
  '>',
  // variable "key" { default = "v" }
  String.raw`\s{0,4}\{[^{}]{0,80}?default\s{0,8}=\s{0,4}(?=${quote})`,
  // --key v, ENV key v, set key v
  String.raw`[ \t]{1,4}(?<=(?:--|\b(?:ENV|ARG|export|set|setenv)\s|-g?x\s)[\w.-]{1,60}[ \t]{1,4})`,
  // PASSWORD 'v'
  String.raw`[ \t]{1,4}(?=["'])`,
];

/** From behind a name to before what is assigned to it, an opening quote included. */
export const assigned = String.raw`(?:${quote}?\]?(?:${ways.join('|')})(?:[A-Za-z][\w.]{0,24}\((?=\s?[bruf]{0,2}${quote}))?\s?(?:[bruf@$]{1,2}(?=["']))?${quote}?)`;
