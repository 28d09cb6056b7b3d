/** What a room lets in. Paths are of `src/`; a name ending in `/` is a folder. */
export interface Room {
  readonly name: string;
  /** Rooms whose values it may import; its own is always among them. */
  readonly rooms: readonly string[];
  /** Packages, and `node:` for every builtin but `node:process`. */
  readonly packages: readonly string[];
  /** Rooms and packages of which it may import types only. */
  readonly types?: readonly string[];
  /** Pure: no promise, no clock, no chance, nothing loaded later. */
  readonly pure?: true;
  /** Knows `process`. */
  readonly entry?: true;
}

/** The table of DESIGN, section 7; `steps/` holds the stages that every change goes through. */
export const rooms: readonly Room[] = [
  { name: 'errors.ts', rooms: [], packages: [], types: ['domain/'] },
  {
    name: 'domain/',
    rooms: ['errors.ts'],
    packages: ['@noble/hashes', 'valibot', 'dotenv'],
    pure: true,
  },
  { name: 'ports.ts', rooms: [], packages: [], types: ['domain/', 'ports/'] },
  { name: 'ports/', rooms: [], packages: [], types: ['domain/', 'errors.ts'] },
  { name: 'schema.ts', rooms: ['domain/'], packages: ['@valibot/to-json-schema', 'valibot'] },
  { name: 'manual.ts', rooms: ['commands/', 'render/', 'domain/', 'errors.ts'], packages: [] },
  { name: 'steps/', rooms: ['domain/', 'ports.ts', 'errors.ts'], packages: [] },
  { name: 'render/', rooms: ['domain/', 'errors.ts'], packages: ['kleur'] },
  {
    name: 'commands/',
    rooms: ['domain/', 'ports.ts', 'render/', 'steps/', 'errors.ts'],
    packages: [],
  },
  {
    name: 'adapters/',
    rooms: ['domain/', 'ports.ts', 'errors.ts'],
    packages: ['node:', 'fs-extra', 'yaml', 'dotenv'],
  },
  {
    name: 'cli.ts',
    rooms: [
      'command-line.ts',
      'commands/',
      'render/',
      'steps/',
      'domain/',
      'ports.ts',
      'errors.ts',
    ],
    packages: [],
  },
  {
    name: 'command-line.ts',
    rooms: ['commands/', 'domain/', 'errors.ts'],
    packages: ['yargs'],
  },
  {
    name: 'main.ts',
    rooms: ['adapters/', 'cli.ts'],
    packages: [],
    types: ['ports.ts', 'errors.ts', 'domain/'],
    entry: true,
  },
];

/** The room of a path below `src/`; undefined for a file that lives in none. */
export function roomOf(path: string): Room | undefined {
  return rooms.find(({ name }) => (name.endsWith('/') ? path.startsWith(name) : path === name));
}

/** True when `room` may import the file or package; types pass through more doors than values. */
export function mayImport(room: Room, target: string, typesOnly: boolean): boolean {
  if (target === 'node:process') return false;
  const own = room.name.endsWith('/') ? [room.name] : [];
  const open = [...own, ...room.rooms, ...room.packages, ...(typesOnly ? (room.types ?? []) : [])];
  return open.some((door) => fits(door, target));
}

function fits(door: string, target: string): boolean {
  if (door.endsWith('/') || door.endsWith(':')) return target.startsWith(door);
  return target === door || target.startsWith(`${door}/`);
}
