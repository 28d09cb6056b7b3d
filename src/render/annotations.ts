import type { Finding } from '../domain/finding.ts';
import { isLeak } from '../domain/leaks/leak-finding.ts';
import { plain } from './speech.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Findings as GitHub's workflow commands, one line each; what stands in a name cannot begin another command. */
export function annotationLines(findings: readonly Finding[]): readonly string[] {
  return findings.map((finding) => {
    const { severity, rule, message, remedy, where } = finding;
    const place = isLeak(finding)
      ? { file: finding.file, line: `${finding.line}`, col: `${finding.column}`, title: rule }
      : { title: `${rule} ${where}` };
    const properties = Object.entries(place).map(([name, value]) => `${name}=${property(value)}`);
    return `::${commands[severity]} ${properties.join(',')}::${text(`${message} -> ${remedy}`)}`;
  });
}

function text(value: string): string {
  return plain(value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function property(value: string): string {
  return text(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
