import type { UnitFile } from '../../src/domain/units/unit-file.ts';
import { noPlaces, type UnitPlaces } from '../../src/domain/units/unit-places.ts';
import { type Setup, service } from './a-world.ts';

export const template = '/etc/systemd/system/pine-worker@.service';
export const dropIn = `${template}.d/10.conf`;
export const linkLine = 'EnvironmentFile=/opt/pine/Deployment/env/pine-trader.env';

/** A worker's unit that reads the link and goes through the gate; no judgement has a word to say. */
const sound = [
  '[Service]',
  'Type=simple',
  `User=${service.uid}`,
  'UMask=0077',
  linkLine,
  'ExecStart=/usr/local/bin/pine-env gate --root /opt/pine -- /opt/pine/venv/bin/python -m w %i',
  'Restart=on-failure',
  'RestartPreventExitStatus=78',
].join('\n');

/** The sound unit with a drop-in of these lines; the first of them is its line 2. */
export function withDropIn(...lines: readonly string[]): Setup {
  return withFiles(
    { path: template, text: `${sound}\n` },
    { path: dropIn, text: `[Service]\n${lines.join('\n')}\n` },
  );
}

/** One instance of the worker's unit, of these files. */
export function withFiles(...files: readonly UnitFile[]): Setup {
  return { unitFiles: new Map([['pine-worker@ES.service', files]]) };
}

/** What the disk tells of the paths that units name; the rest is what it says. */
export function withPlaces(setup: Setup, places: Partial<UnitPlaces>): Setup {
  return { ...setup, unitPlaces: { ...noPlaces, ...places } };
}
