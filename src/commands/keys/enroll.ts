import type { EnrolReport } from '../../domain/enrolment.ts';
import { dayUpTo, publicWords } from '../../domain/registry-words.ts';
import type { Host } from '../../ports.ts';
import type { Paint } from '../../render/paint.ts';
import { plain } from '../../render/speech.ts';
import { type EnrolRequest, enrol } from '../../steps/enrol.ts';
import type { Given } from '../command.ts';
import type { Part } from './part.ts';

type Enrolled = EnrolReport & { readonly part: 'enroll' };

/** `keys --enroll PROFILE`: from now on these values are that profile's. */
export const enrollPart: Part<Enrolled> = {
  run: async (given, host, root) => ({
    ...(await enrol(host, root, requestOf(given, host))),
    part: 'enroll',
  }),
  text: enrolText,
};

function requestOf(given: Given, host: Host): EnrolRequest {
  const [owner, issued] = [given.text('owner'), given.text('issued')];
  return {
    profile: given.text('enroll') ?? '',
    ...(owner !== undefined && { owner: publicWords('owner', owner) }),
    ...(issued !== undefined && { issued: dayUpTo('issued', issued, host.clock.now()) }),
  };
}

function enrolText(report: EnrolReport, paint: Paint): readonly string[] {
  return [
    paint.faint(`root ${plain(report.root ?? '')}`),
    ...report.enrolled.map(
      ({ key, fingerprint }) => `${key} ${fingerprint} -> ${report.profile}, current`,
    ),
    report.enrolled.length === 0
      ? `already there: every secret of ${report.profile} is enrolled; nothing was changed`
      : `done: ${report.enrolled.length} enrolled for ${report.profile}`,
    ...(report.head === null ? [] : [paint.faint(`journal head ${report.head}`)]),
    ...(report.head === null
      ? []
      : ['undo: take the new lines out of profiles/keys.yaml (git diff shows them)']),
  ];
}
