import { dropIn } from '../units/drop-in.ts';
import { type ProfileUnit, switchedUnits, unitsOf } from '../units/profile-units.ts';
import { saysYes } from '../units/read-unit.ts';
import { editedName } from '../units/unit-name.ts';
import type { ExecLine } from '../units/unit-reading.ts';
import { check, type View } from './check.ts';
import { openedFiles } from './opened.ts';
import { shownPlace } from './unit-place.ts';

/** What cannot be read may say anything. */
export const unitUnreadable = check(
  'unit-unreadable',
  'warning',
  'every file of a unit can be read to its end',
  (view) =>
    unitsOf(view)
      .filter(({ whole }) => !whole)
      .map((unit) => ({
        where: shownPlace(view, unit.path),
        message: `a file of ${editedName(unit.unit)} cannot be read, or breaks off, so more may be said there`,
        remedy: `look at them: systemctl cat ${editedName(unit.unit)}`,
      })),
);

/** Measured: systemd reads the env file again before each of them. */
export const unitStopReadsKeys = check(
  'unit-stop-reads-keys',
  'warning',
  'nothing that stops or reloads a unit runs with the keys of the next one',
  (view) =>
    switchedUnits(view).flatMap(({ exec: { ExecStop, ExecStopPost, ExecReload } }) =>
      [...ExecStop, ...ExecStopPost, ...ExecReload].filter(usesKeys).map(({ where }) => ({
        where: shownPlace(view, where),
        message:
          'after a switch this command runs with the new keys, for a worker that has the old ones',
        remedy:
          'stop the unit before the switch, or see that the command needs no key: use NAME --restart does the first for live',
      })),
    ),
);

/** kill has no use for a key. */
function usesKeys({ words }: ExecLine): boolean {
  return !/(?:^|\/)(?:kill|true)$/.test(words[0] ?? '');
}

/** The env file is closed to everybody but its owner: the gate, too, must be able to read it. */
export const unitUser = check(
  'unit-user',
  'error',
  'every unit runs as the owner of the env file',
  (view) => {
    const owners = [...new Set(openedFiles(view).map(({ facts }) => facts.uid))];
    const [owner] = owners;
    if (owner === undefined || owners.length > 1) return [];
    return switchedUnits(view).flatMap((unit) => otherUser(view, unit, owner));
  },
);

function otherUser(view: View, unit: ProfileUnit, owner: number) {
  const { User, DynamicUser } = unit.settings;
  const uid = uidOf(view, User?.text ?? 'root');
  if (User === undefined && saysYes(DynamicUser)) return [];
  if (uid === owner) return [];
  const name = view.profile.owner?.user ?? owner;
  const words = {
    where: shownPlace(view, User?.where ?? unit.path),
    remedy: dropIn(unit, `User=${name}`),
  };
  if (uid === 0)
    return [
      {
        ...words,
        severity: 'warning' as const,
        message: `runs as root; the env file belongs to ${name}, as whom it could run`,
      },
    ];
  if (uid === undefined)
    return [
      {
        ...words,
        severity: 'warning' as const,
        message: 'runs as a user whom this host does not know',
      },
    ];
  return [
    {
      ...words,
      message: `runs as uid ${uid}; the env file belongs to uid ${owner}, and nobody else can read it`,
    },
  ];
}

function uidOf(view: View, user: string): number | undefined {
  if (/^\d+$/.test(user)) return Number(user);
  if (user === 'root') return 0;
  if (user === view.profile.owner?.user) return view.owner.uid;
  return view.world.unitPlaces.users.get(user);
}

/** A worker writes logs and state, and may quote a webhook in them. */
export const unitUmask = check(
  'unit-umask',
  'info',
  'what a unit writes is closed to others',
  (view) =>
    switchedUnits(view).flatMap((unit) => {
      const { UMask } = unit.settings;
      if (UMask !== undefined && (Number.parseInt(UMask.text, 8) & 0o007) === 0o007) return [];
      return [
        {
          where: shownPlace(view, UMask?.where ?? unit.path),
          message: 'without UMask= its logs and files can be read by everybody',
          remedy: dropIn(unit, 'UMask=0077'),
        },
      ];
    }),
);
