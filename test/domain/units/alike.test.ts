import { expect, it } from 'vitest';
import { type Defined, oneOfEach } from '../../../src/domain/units/alike.ts';
import type { UnitFile } from '../../../src/domain/units/unit-file.ts';

const file = (text: string, path = '/u/w@.service'): UnitFile => ({
  path,
  text: `[Service]\n${text}\n`,
});
const names = (units: readonly Defined[]) => oneOfEach(units).map(([unit]) => unit);

it('instances with the same files are one, also where a command tells them apart', () => {
  const template = file('ExecStart=/bin/w %i\nEnvironmentFile=/a');
  const own = file('Environment=A=1', '/u/w@NQ.service.d/a.conf');
  const units: readonly Defined[] = [
    ['w@ES.service', [template]],
    ['w@CL.service', [template]],
    ['w@NQ.service', [template, own]],
    ['v.service', [file('', '/u/v.service')]],
  ];
  expect(names(units)).toEqual(['w@ES.service', 'w@NQ.service', 'v.service']);
});

it.each(['EnvironmentFile=/%i.env', 'User=%I', 'Environment=NAME=%n'])(
  'instances that differ by %s are each one',
  (line) => {
    const template = file(line);
    expect(
      names([
        ['w@ES.service', [template]],
        ['w@CL.service', [template]],
      ]),
    ).toHaveLength(2);
  },
);
