import { createRequire } from 'node:module';
import type { Options, ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { LeakFinding } from '../../src/domain/leaks/leak-finding.ts';
import { type ScanFacts, scanReport } from '../../src/domain/leaks/scan-report.ts';
import { counting } from '../../src/domain/leaks/tally.ts';
import { sarif, sarifLines } from '../../src/render/sarif.ts';

const require = createRequire(import.meta.url);
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

type Validator = { compile(of: object): ValidateFunction };
const Draft4 = require('ajv-draft-04') as new (options: Options) => Validator;
const addFormats = require('ajv-formats') as (to: Validator) => void;

/** What the standard's own schema has against a document. */
function faultsIn(document: unknown): readonly unknown[] {
  // One of its patterns is none with the flag u.
  const ajv = new Draft4({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const isValid = ajv.compile(schema);
  return isValid(document) ? [] : (isValid.errors ?? []);
}

const leak: LeakFinding = {
  rule: 'test-token',
  severity: 'error',
  where: 'a dir/ä:b%.py:3:9',
  message: 'a test token; fingerprint 0a1b2c3d',
  remedy: 'revoke it',
  file: 'a dir/ä:b%.py',
  line: 3,
  column: 9,
  fingerprint: '0a1b2c3d',
  encodings: ['base64'],
  partial: false,
  certain: true,
  keys: [{ key: 'K', environment: 'live', generation: 'current', tier: 'live' }],
  object: 'f'.repeat(40),
  commit: 'c'.repeat(40),
};

function report(findings: ScanFacts['findings']) {
  const tally = counting();
  tally.piece('file');
  tally.bytes(10);
  return scanReport({
    root: null,
    findings,
    source: 'paths',
    output: 'sarif',
    unattended: false,
    totals: { leaks: 1, uncertain: 0, live: 1, files: 1, listed: 1 },
    scanned: { ...tally.now(), seconds: 0.1 },
    known: { byValue: 0, byFingerprint: 0, leftOut: [], basis: 'patterns-only' },
    fingerprints: 'this-run',
    allowed: { comment: 0, 'path-rule': 0, baseline: 0 },
    rules: [{ rule: 'test-token', title: 'a test token', remedy: 'revoke it' }],
  });
}

const doubt = {
  rule: 'unreadable',
  severity: 'error',
  where: 'b',
  message: 'permission denied',
  remedy: 'look',
} as const;

describe('SARIF', () => {
  test.each([
    ['a leak', [leak]],
    ['a warning', [{ ...leak, severity: 'warning' as const }]],
    ['what could not be read', [doubt]],
    ['leaks and doubts', [leak, doubt, leak]],
    ['nothing at all', []],
  ])('fits the schema of 2.1.0 with %s', (_what, findings) => {
    expect(faultsIn(sarif(report(findings)))).toEqual([]);
  });

  test('would not fit it with a level that there is not', () => {
    const text = JSON.stringify(sarif(report([leak]))).replace('"level":"error"', '"level":"loud"');
    expect(faultsIn(JSON.parse(text)).length).toBeGreaterThan(0);
  });

  test('has the place, the fingerprint, the rule and the key of a leak, and no snippet', () => {
    const text = JSON.stringify(sarif(report([leak])));
    const [run] = JSON.parse(text).runs;
    expect(run.results).toMatchObject([
      {
        ruleId: 'test-token',
        ruleIndex: 0,
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'a%20dir/%C3%A4%3Ab%25.py' },
              region: { startLine: 3, startColumn: 9 },
            },
          },
        ],
        partialFingerprints: { 'pineEnvSecret/v1': 'test-token:0a1b2c3d' },
        properties: { keys: [{ key: 'K', environment: 'live' }] },
      },
    ]);
    expect(run.tool.driver.rules).toMatchObject([{ id: 'test-token', help: {} }]);
    expect(text).not.toContain('snippet');
  });

  test('is a note of the run where something could not be read', () => {
    const [run] = JSON.parse(JSON.stringify(sarif(report([doubt])))).runs;
    expect(run.results).toEqual([]);
    expect(run.invocations[0].toolExecutionNotifications).toMatchObject([
      { level: 'error', descriptor: { id: 'unreadable' } },
    ]);
  });

  test('is one document in ASCII', () => {
    const text = sarifLines(report([{ ...leak, message: 'ä\u009b31m' }])).join('\n');
    expect(text).toMatch(/^[\n -~]*$/);
    expect(JSON.parse(text).runs[0].results[0].message.text).toContain('ä');
  });
});
