import { profilePath } from '../layout.ts';
import { check } from './check.ts';

export const hostNotAllowed = check(
  'host-not-allowed',
  'error',
  'this host may use the profile',
  ({ world, profile }) => {
    const { hosts } = profile.guard;
    if (hosts === undefined || hosts.includes(world.host)) return [];
    return [
      {
        where: profilePath(profile.name),
        message: `this host is ${world.host}; ${profile.name} is only for ${hosts.join(', ')}`,
        remedy: `log in to a host that is named there: ${hosts[0] ?? 'none is'}`,
      },
    ];
  },
);
