const live = ['restart-to-live'];
const safe = ['restart-to-safe'];

/** What keeps a switch with its units, and one beside running units, from telling or doing a lie. */
export const guardsOfUnits = [
  {
    name: 'units: live is not linked under a unit that runs',
    file: 'steps/units-before-live.ts',
    from: 'if (active !== undefined) isActive(active, profile.name);',
    to: '',
    tests: live,
  },
  {
    name: 'units: live is not linked while nobody answers',
    file: 'steps/units-before-live.ts',
    from: "if (manager?.kind === 'silent') throw new PineError(manager.error);",
    to: '',
    tests: live,
  },
  {
    name: 'units: the stop comes before the link',
    file: 'steps/arm-and-start.ts',
    from: '  await manager.stop(names, patienceWithUnits);\n',
    to: '',
    tests: live,
  },
  {
    name: 'units: a stage is entered only while the change is ours',
    file: 'steps/arm-and-start.ts',
    from: '    mustBeOurs(journal, start, target);\n    const now',
    to: '    const now',
    tests: live,
  },
  {
    name: 'units: one that is not up is no done',
    file: 'steps/arm-and-start.ts',
    from: 'if (down !== undefined) notUp(down);',
    to: '',
    tests: live,
  },
  {
    name: 'units: taken back means stopped',
    file: 'steps/stop-and-start.ts',
    from: 'if (others.length > 0) await manager.stop(others, patienceWithUnits);',
    to: '',
    tests: live,
  },
  {
    name: 'units: what is started again is started on safe alone',
    file: 'steps/stop-and-start.ts',
    from: "active.every(({ tier }) => tier === 'safe')",
    to: "active.every(({ tier }) => tier !== 'none')",
    tests: ['restart-to-live', 'restart-anyway', 'restart-killed'],
  },
  {
    name: 'units: started anew, not only running',
    file: 'domain/units/unit-outcome.ts',
    from: "now.invocation === '' || now.invocation === before.invocation",
    to: "now.invocation === 'none'",
    tests: ['../domain/units/unit-outcome'],
  },
  {
    name: 'units: they must stand still',
    file: 'domain/units/unit-outcome.ts',
    from: "return moved ? 'it ended by itself and was started again' : undefined;",
    to: 'return undefined;',
    tests: [...safe, ...live],
  },
  {
    name: 'units: they must run what is linked',
    file: 'steps/bring-up-units.ts',
    from: '  note(why, first, (facts) => whyNotLinked(facts, running));\n',
    to: '  void whyNotLinked;\n',
    tests: [...safe, ...live],
  },
  {
    name: 'units: use paper leaves with 1 while one runs live',
    file: 'steps/judge-afterwards.ts',
    from: "  'process-live',\n",
    to: '',
    tests: safe,
  },
  {
    name: 'units: one that is not up makes it 6',
    file: 'steps/judge-afterwards.ts',
    from: "down.length > 0 ? exitCodeOf('provider')",
    to: "down.length < 0 ? exitCodeOf('provider')",
    tests: safe,
  },
  {
    name: 'units: a queued start is forgotten',
    file: 'steps/find-units.ts',
    from: 'if (jobs.length > 0) await manager.cancel(jobs);',
    to: '',
    tests: safe,
  },
];
