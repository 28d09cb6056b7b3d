import { describe, expect, test } from 'vitest';
import { parseLine } from '../../src/command-line.ts';
import { verbs } from '../../src/commands/index.ts';
import { typedIn } from '../shown-commands.ts';

describe.each(verbs)('the help of $verb', ({ verb, load }) => {
  test('has two different examples, each of this verb, and each understood', async () => {
    const command = await load();
    const lines = command.examples.map(({ line }) => line);
    expect(new Set(lines).size).toBe(2);
    for (const line of lines) {
      const [argv = []] = typedIn(`\`\`\`sh\n${line}\n\`\`\`\n`);
      expect(argv[0], line).toBe(verb);
      expect((await parseLine(argv, command)).kind, line).toBe('run');
    }
  });

  test('shows each example whole, to be pasted, and no line that a terminal breaks', async () => {
    const command = await load();
    const said = await parseLine([verb, '--help'], command);
    const lines = said.kind === 'help' ? said.text.split('\n') : [];
    for (const { line, about } of command.examples) {
      expect(lines).toContain(`  ${line}`);
      expect(lines).toContain(`      ${about}`);
    }
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});
