/**
 * True for what systemd makes for people who log in, and for what it lives in itself: a worker in
 * there was started by hand, and stopping such a unit would end far more than the worker.
 */
export function isPersons(unit: string): boolean {
  return /^(?:session-.*\.scope|user@.*\.service|init\.scope)$/.test(unit);
}
