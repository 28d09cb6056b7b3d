import { consentHolds } from '../consent-holds.ts';
import { declaredLinks, isActive, linkState, liveBehind } from '../env-link.ts';
import { envPath, within } from '../layout.ts';
import { isEnvName } from '../names.ts';
import { tierOf } from '../tiers.ts';
import { wayToSafety } from '../world.ts';
import { type Check, check, type View } from './check.ts';
import { copyNotClosed } from './copy-not-closed.ts';

function each(view: View): readonly { link: string; where: string; path: string }[] {
  return view.profile.links.map(({ link }) => {
    const where = envPath(link);
    return { link, where, path: within(view.world.root.path, where) };
  });
}

const linkMissing = check('link-missing', 'error', 'the link is there', (view) =>
  each(view)
    .filter(({ link }) => linkState(view.world, link).kind === 'absent')
    .map(({ where }) => ({
      where,
      message: 'there is no link; the worker would find no env file',
      remedy: `make it: ${wayToSafety(view.world)}`,
    })),
);

const linkDangling = check('link-dangling', 'error', 'the link leads to a file', (view) =>
  each(view).flatMap(({ link, where }) => {
    const state = linkState(view.world, link);
    if (state.kind !== 'linked' || !state.dangling) return [];
    return [
      {
        where,
        message: `the link names ${state.file}, which is not there`,
        remedy: `see what is missing: pine-env check ${state.profile}`,
      },
    ];
  }),
);

/** Replacing what somebody else put there would lose it, so every switch refuses. */
export const linkForeign = check(
  'link-foreign',
  'error',
  'the link names a declared file',
  (view) =>
    each(view).flatMap(({ link, where, path }) => {
      const state = linkState(view.world, link);
      if (state.kind !== 'foreign') return [];
      // A bare name may be a file that a profile declares whose YAML cannot be read; a path never is.
      if (!view.world.allProfiles && isEnvName(state.target)) return [];
      if (view.world.journalled.has(state.target)) return [];
      return [
        {
          where,
          message: 'the link names a file that no profile declares',
          remedy: `look at it: ls -l ${path}`,
        },
      ];
    }),
);

/** See `linkForeign`: an editor or `cp` put a file where the link was. */
export const linkNotALink = check('link-not-a-link', 'error', 'the link is a symlink', (view) =>
  each(view).flatMap(({ link, where, path }) => {
    const state = linkState(view.world, link);
    if (state.kind !== 'not-a-link') return [];
    return [
      {
        where,
        message: `a ${state.what === 'file' ? 'regular file' : state.what} stands where the link should be`,
        remedy:
          state.what === 'file'
            ? 'make it a profile and a link, no byte is lost, then switch: pine-env adopt'
            : `look at it, move it away, then switch: ls -l ${path}`,
      },
    ];
  }),
);

const linkUnproven = check(
  'link-unproven',
  'error',
  "the copy in place is some profile's file",
  (view) =>
    each(view)
      .filter(({ link }) => linkState(view.world, link).kind === 'unproven')
      .map(({ where }) => ({
        where,
        message: "the file in place equals no profile's env file: unproven",
        remedy: `switch again: ${wayToSafety(view.world)}`,
      })),
);

const linkOwner = check(
  'link-owner',
  'error',
  'the link belongs to root, the service account or us',
  (view) =>
    each(view).flatMap(({ link, where, path }) => {
      const uid = view.world.links.get(link)?.facts?.uid;
      const trusted = [undefined, 0, view.owner.uid, view.world.account.uid];
      if (trusted.includes(uid)) return [];
      return [
        {
          where,
          message: `the link belongs to uid ${uid}, a stranger`,
          remedy: `look at it: ls -l ${path}`,
        },
      ];
    }),
);

function profilesOf(view: View, links: readonly string[]): readonly string[] {
  const states = links.map((link) => linkState(view.world, link));
  const linked = states.flatMap((state) => (state.kind === 'linked' ? [state.profile] : []));
  const live = links.flatMap((link) => liveBehind(view.world, link)?.name ?? []);
  return [...new Set([...linked, ...live])];
}

/** Links that switch together stand for different profiles, or any two of a root for both tiers. */
export const linksMixed = check('links-mixed', 'error', 'no two links disagree', (view) => {
  const together = profilesOf(
    view,
    each(view).map(({ link }) => link),
  );
  const all = profilesOf(view, declaredLinks(view.world));
  const tiers = new Set(all.map((name) => tierOf(view.world, name)));
  const names = together.length > 1 ? together : all;
  if (together.length < 2 && tiers.size < 2) return [];
  return [
    {
      where: each(view)[0]?.where ?? '',
      message: `MIXED: the links stand for ${names.join(' and ')} at once; treat the host as live`,
      remedy: together.length > 1 ? `make them agree: ${wayToSafety(view.world)}` : takeAway(view),
    },
  ];
});

/** A live link that no safe profile switches can only be taken away. */
function takeAway({ world }: View): string {
  const live = declaredLinks(world).find((link) => liveBehind(world, link) !== undefined);
  const path = within(world.root.path, envPath(live ?? ''));
  return `stop the units that read it, then take the link away: rm ${path}`;
}

/** A link made by hand, or a file edited since: nobody at a terminal said yes to these bytes. */
const liveWithoutConsent = check(
  'live-without-consent',
  'error',
  'somebody agreed to what is live',
  (view) => {
    const { world, profile } = view;
    const live = profile.tier === 'live' && isActive(world, profile);
    if (!live || consentHolds(world, profile)) return [];
    return [
      {
        where: each(view)[0]?.where ?? '',
        message: `${profile.name} is linked, and nobody agreed to these bytes on this host`,
        remedy: `go to safety: ${wayToSafety(world)}`,
      },
    ];
  },
);

/** What a switch may mend, and what it may not: the whole state of the links. */
export const linkChecks: readonly Check[] = [
  linkMissing,
  linkDangling,
  linkForeign,
  linkNotALink,
  linkUnproven,
  linkOwner,
  linksMixed,
  liveWithoutConsent,
  copyNotClosed,
];
