import { dropIn } from '../units/drop-in.ts';
import { gatesBefore, isGated, refusal } from '../units/gated.ts';
import { type ProfileUnit, switchedUnits } from '../units/profile-units.ts';
import { saysYes } from '../units/read-unit.ts';
import { editedName } from '../units/unit-name.ts';
import { check } from './check.ts';
import { shownPlace } from './unit-place.ts';

/** systemd reads the env file again at every start, also at one that nobody asked for. */
export const unitRestartUngated = check(
  'unit-restart-ungated',
  'warning',
  'a unit that starts again by itself goes through the gate',
  (view) =>
    switchedUnits(view).flatMap((unit) => {
      const { Restart } = unit.settings;
      if (Restart === undefined || Restart.text === 'no' || isGated(unit)) return [];
      return [
        {
          where: shownPlace(view, Restart.where),
          message: `with Restart=${Restart.text} and no gate it comes back after a crash with whatever is linked then, and nobody there`,
          remedy: gateIt(unit),
        },
      ];
    }),
);

/** systemd reads the env file once more between the two commands. */
export const unitGateIsAdvice = check(
  'unit-gate-is-advice',
  'warning',
  'a gate stands in ExecStart=, in front of the worker itself',
  (view) =>
    switchedUnits(view)
      .filter((unit) => !isGated(unit))
      .flatMap((unit) =>
        gatesBefore(unit).map(({ where }) => ({
          where: shownPlace(view, where),
          message:
            'a gate here is advice: systemd reads the env file again for ExecStart=, and it may be another one by then',
          remedy: gateIt(unit),
        })),
      ),
);

/** A refusal stands until a person has looked. */
export const unitRefusalRestarts = check(
  'unit-refusal-restarts',
  'warning',
  'a unit that the gate refuses is not started again and again',
  (view) =>
    switchedUnits(view).flatMap((unit) => {
      const { Restart } = unit.settings;
      const again = Restart?.text === 'always' || Restart?.text === 'on-failure';
      // CONFIG is systemd's name for the same code.
      const prevented = unit.notRestartedOn.some(({ word }) => [refusal, 'CONFIG'].includes(word));
      if (Restart === undefined || !again || prevented || !isGated(unit)) return [];
      return [
        {
          where: shownPlace(view, Restart.where),
          message: `with Restart=${Restart.text} it is started again after the gate has refused (${refusal}), until systemd gives up`,
          remedy: dropIn(unit, `RestartPreventExitStatus=${refusal}`),
        },
      ];
    }),
);

/** Measured: Node 20 dies of SIGTRAP before its first line where no memory may become code. */
export const unitGateCannotRun = check(
  'unit-gate-cannot-run',
  'error',
  'the gate can run in the unit, and the worker behind it be heard',
  (view) =>
    switchedUnits(view)
      .filter(isGated)
      .flatMap((unit) => {
        const { MemoryDenyWriteExecute: denied, Type, NotifyAccess } = unit.settings;
        const unheard = Type?.text.startsWith('notify') === true && NotifyAccess?.text !== 'all';
        return [
          ...(denied !== undefined && saysYes(denied)
            ? [
                {
                  where: shownPlace(view, denied.where),
                  message:
                    'with MemoryDenyWriteExecute= Node dies at its start, so the gate does, and the worker never runs',
                  remedy: dropIn(unit, 'MemoryDenyWriteExecute=no'),
                },
              ]
            : []),
          ...(Type !== undefined && unheard
            ? [
                {
                  // Certain only where Node has no process.execve, which is not known here.
                  severity: 'warning' as const,
                  where: shownPlace(view, Type.where),
                  message: `with Type=${Type.text} and no NotifyAccess=all systemd does not hear the worker where it is a child of the gate: before Node 22.15`,
                  remedy: dropIn(unit, 'NotifyAccess=all'),
                },
              ]
            : []),
        ];
      }),
);

function gateIt({ unit }: ProfileUnit): string {
  return `put the gate in front: Deployment/systemd/pine-env-gate.conf, into /etc/systemd/system/${editedName(unit)}.d/`;
}
