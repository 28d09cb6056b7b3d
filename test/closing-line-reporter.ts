import type { Reporter, TestModule } from 'vitest/node';

/** How a run ended; what did not run although it should have counts as failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The last line of a run, alone on its line: `N passed, N failed, N skipped`. */
export function closingLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
}

/** Counts tests; a file that broke outside its tests, and every error nobody caught, is one failure more. */
export function tallyOf(modules: readonly TestModule[], unhandled: number): Tally {
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const count = (state: string) => states.filter((each) => each === state).length;
  const brokenFiles = modules.filter(brokeOutsideItsTests).length;
  return {
    passed: count('passed'),
    failed: count('failed') + count('pending') + brokenFiles + unhandled,
    skipped: count('skipped'),
  };
}

function brokeOutsideItsTests(module: TestModule): boolean {
  const failed = [...module.children.allTests('failed')].length;
  return module.state() === 'failed' && failed === 0;
}

/** A vitest reporter, last in the list, for those who read nothing but the last line. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandled: readonly unknown[],
    reason: 'passed' | 'failed' | 'interrupted',
  ): void {
    const tally = tallyOf(modules, unhandled.length);
    // A run that is broken before its first test must not read as "0 failed".
    const failed = reason === 'passed' ? tally.failed : Math.max(tally.failed, 1);
    process.stdout.write(`${closingLine({ ...tally, failed })}\n`);
  }
}
