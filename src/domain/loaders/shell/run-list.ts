import type { AndOr, Command, List, Pipeline } from './command.ts';
import { mayRun, runSimpleCommand, type Status } from './run-simple-command.ts';
import { ignore, type Shell } from './shell-state.ts';

/** Runs a complete command; `lineOf` tells the line on which a byte stands. */
export function runList(shell: Shell, list: List, lineOf: (at: number) => number): void {
  for (const { pipelines, background } of list) {
    if (background) noteApart(shell, pipelines, lineOf);
    else runAndOr(shell, pipelines, lineOf);
  }
}

function runAndOr(
  shell: Shell,
  pipelines: AndOr['pipelines'],
  lineOf: (at: number) => number,
): void {
  let status: Status = true;
  for (const { operator, pipeline } of pipelines) {
    const [command] = pipeline.commands;
    if (command !== undefined) shell.line = lineOf(command.at);
    if (operator === '' || status === (operator === '&&')) status = runPipeline(shell, pipeline);
    else if (status === undefined) mayRunPipeline(shell, pipeline);
  }
}

function runPipeline(shell: Shell, { commands, negated }: Pipeline): Status {
  const [command] = commands;
  if (command === undefined || commands.length > 1 || command.kind === 'subshell') {
    commands.forEach((one) => void noteCommand(shell, one));
    return undefined;
  }
  const status = runSimpleCommand(shell, command);
  return negated && status !== undefined ? !status : status;
}

function mayRunPipeline(shell: Shell, { commands }: Pipeline): void {
  const [command] = commands;
  if (commands.length === 1 && command?.kind === 'simple') mayRun(shell, command);
  else commands.forEach((one) => void noteCommand(shell, one));
}

/** What runs in a process of its own changes nothing here. */
function noteApart(
  shell: Shell,
  pipelines: AndOr['pipelines'],
  lineOf: (at: number) => number,
): void {
  for (const { pipeline } of pipelines) {
    for (const command of pipeline.commands) {
      shell.line = lineOf(command.at);
      noteCommand(shell, command);
    }
  }
}

function noteCommand(shell: Shell, command: Command): void {
  const assigns = command.kind === 'subshell' || command.words.length === 0;
  ignore(shell, assigns ? 'own-process' : 'runs-command');
}
