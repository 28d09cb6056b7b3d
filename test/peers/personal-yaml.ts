import type fc from 'fast-check';
import { chance, pick, type Tape, writtenBy } from './tape.ts';

const words = (line: string) => line.split(' ');

const names = [
  ...words('killswitch policy_killswitch databento_api_key traderspost_webhook discord_webhook'),
  ...words('heartbeat_file symbols risk log_level skip_connection_checks session traderspost'),
];

const values = [
  ...words('true false on off yes no 1 0 2.5 ~ \u0024{POLICY_KILLSWITCH} "\u0024{WEBHOOK}" INFO'),
  ...words('https://hooks.example/\u0024{ID}/\u0024{PASSWORD} /run/$UNIT.beat {ES:2} *defaults'),
  ...words("'it''s' \"a\\tb\" 09:30 16:00 2026-01-31 1_000 0.1 1e-3 -5 +1 \"%H:%M\" '@x' {} []"),
  ...['[ES, NQ]', '{ES: 2, NQ: 1}', 'a sentence, with: no', 'two words', ''],
];

/** Configs as people write them for the worker; one in thirty has a line that is wrong. */
export const personalYaml: fc.Arbitrary<string> = writtenBy((tape) => {
  let text = `${pick(tape, ['', '# The runtime config\n', '---\n'])}size: &defaults\n  size: 1\n`;
  for (const name of names) {
    if (chance(tape, 3) > 0) text += `${name}:${behind(tape)}${end(tape)}`;
  }
  return text;
});

function end(tape: Tape): string {
  return chance(tape, 300) === 0 ? ':' : pick(tape, ['\n', '\n', '  # note\n', '\n\n']);
}

function behind(tape: Tape): string {
  const value = () =>
    pick(
      tape,
      values.filter((text) => !text.includes(': no')),
    );
  switch (chance(tape, 6)) {
    case 0:
      return `\n  webhook: ${value()}\n  size: ${value()}`;
    case 1:
      return `\n  - ${value()}\n  - name: ${value()}\n    <<: *defaults`;
    case 2:
      return ` >-\n  ${pick(tape, values)}\n  more`;
    default:
      return ` ${value()}`;
  }
}
