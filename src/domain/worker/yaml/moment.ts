/** A date or a moment, as Python's `isoformat()` writes it. */
export interface Moment {
  readonly type: 'date' | 'datetime';
  readonly iso: string;
}

const written =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?(?:[ \t]*(?:(Z)|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?)?\n?$/;

/** What PyYAML makes of a `!!timestamp`; undefined when it raises, as for a 13th month. */
export function momentOf(text: string): Moment | undefined {
  const found = written.exec(text);
  if (found === null) return undefined;
  const [year = '', month = '', day = '', hour, minute = '', second = ''] = found.slice(1);
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined) return { type: 'date', iso: date };
  const [, , , , , , , fraction = '', utc, sign, zoneHour = '', zoneMinute = '0'] = found;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const zone = sign === undefined ? zeroZone(utc) : zoneOf(sign, zoneHour, zoneMinute);
  if (zone === undefined) return undefined;
  const time = `${two(hour)}:${minute}:${second}${fractionOf(fraction)}`;
  return { type: 'datetime', iso: `${date}T${time}${zone}` };
}

function isDay(year: number, month: number, day: number): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function fractionOf(digits: string): string {
  const micro = digits.slice(0, 6).padEnd(6, '0');
  return micro === '000000' ? '' : `.${micro}`;
}

function zeroZone(utc: string | undefined): string {
  return utc === undefined ? '' : '+00:00';
}

/** `+05:30`; undefined when it is a day or more. */
function zoneOf(sign: string, hours: string, minutes: string): string | undefined {
  const offset = Number(hours) * 60 + Number(minutes);
  if (offset >= 24 * 60) return undefined;
  const shown = `${two(String(Math.floor(offset / 60)))}:${two(String(offset % 60))}`;
  return offset === 0 ? '+00:00' : sign + shown;
}

function two(digits: string): string {
  return digits.padStart(2, '0');
}

/** A text that two moments share exactly when Python says that they are equal. */
export function sameMoment({ type, iso }: Moment): string {
  const [, date = '', time = '', sign, hours = '0', minutes = '0'] =
    /^(.{10})(?:T([0-9:.]+)(?:([-+])(..):(..))?)?$/.exec(iso) ?? [];
  if (sign === undefined) return `${type} ${date} ${time}`;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const [hour, minute, second] = time.split(':');
  const total = dayNumber(date) * 1440 + Number(hour) * 60 + Number(minute) - offset;
  return `${type} at ${total}:${second}`;
}

/** Days on from some day long ago. */
function dayNumber(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  let days = before * 365 + leaps + day;
  for (let each = 1; each < month; each++) days += daysIn(year, each);
  return days;
}
