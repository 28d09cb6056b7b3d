import { sweep } from './scratch-homes.ts';

/** A test process that was killed leaves its scratch directories: we remove them, before and after a run. */
export default function leaveNoTrace(): () => void {
  sweep();
  return sweep;
}
