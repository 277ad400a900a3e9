/** Words of sign-in, one's own account and administration. */
import type zhCN from './accounts.zh-CN.ts';
import type { Same } from './same.ts';

const en: Same<typeof zhCN> = {
  form: { show: 'Show password', hide: 'Hide password', cancel: 'Cancel', done: 'Done' },
  role: { viewer: 'Viewer', leader: 'Leader', planner: 'Planner', dispatcher: 'Dispatcher', admin: 'Administrator' },
  roleMay: {
    viewer: 'the map, grids and totals', leader: 'the map and single cases', planner: 'the map, and redraws grids',
    dispatcher: 'the map, and handles cases', admin: 'everything, and keeps accounts and settings',
  },
  signIn: {
    title: 'Sign in', again: 'Please sign in again', tagline: 'The map for community grids', projection: 'Equal-area conic projection, parallels 25° and 47°, meridian 105°', origin: 'National geodetic origin',
    login: 'Login', password: 'Password', do: 'Sign in', busy: 'Signing in…', back: 'Another account', instead: 'Sign in with an account instead',
    codeAsk: '{login} signs in with a second step.', code: 'Code', codeHint: 'Six digits from the authenticator app, or a backup code.', oidc: 'Sign in with {name}',
    ended: 'The sign-in of {name} has ended. The picture and what was under way are kept; sign in and go on.',
    demo: 'Demo accounts', demoNote: 'One click and you are in, for the fictional district of Lanchuan only. With real data all of them stop working.',
    privacy: 'Places, grids and totals only: no resident, no household member, no personal track is stored.',
  },
  password: { current: 'Present password', next: 'New password', hint: 'At least {n} characters; a long sentence is easier to keep and safer than odd signs.', again: 'Once more', differs: 'The two differ.', do: 'Change password', changed: 'The password is changed; all other devices are signed out.' },
  setup: {
    title: 'The first administrator', about: 'Nobody administers this system yet. The account made here can invite others.', loginHint: 'Letters, digits, dots and hyphens; used to sign in.', name: 'Name or post', nameHint: 'As the audit names you.', do: 'Make the administrator',
    noneTitle: 'No administrator yet', none: 'Somebody has to administer this system before others can be invited.', noneDo: 'Open the one-time link that {start} printed on the server.',
  },
  invitation: { title: 'Choose a password', about: 'An administrator has made an account for you. Choose a password and you are in; the link works once.', do: 'Save and sign in' },
  problem: {
    wait: 'Too many attempts; please wait {n} seconds.', unreachable: 'The server cannot be reached; please try again.', credentials: 'Login or password is wrong.', code: 'The code is wrong or was used before; use the newest one.',
    weak: 'This password is too short, too common or too much like the login; choose another.', current: 'The password is wrong.', taken: 'This login is taken.', link: 'This link has been used or is too old; ask an administrator for a new one.',
    right: 'This needs the right “{right}”; an administrator can give it.', other: 'That did not work: {reason}',
  },
  right: { aggregates: 'see map and totals', points: 'see single cases', plans: 'redraw grids', incidents: 'handle cases', administration: 'administer' },
  tokenKind: { key: 'API key', wall: 'Wall token', share: 'Share link' },
  tokenAbout: { key: 'For other systems to call the API with, in a request header.', wall: 'A link that signs a wall in: totals only, no password to type.' },
  account: {
    menu: 'Account: {name}', demo: 'Demo account', roles: 'Roles', area: 'Area', everywhere: 'Everywhere', wholeDistrict: 'Whole district', and: ', ',
    security: 'Account and security', password: 'Change password', signOut: 'Sign out', signOutEverywhere: 'Sign out everywhere', leave: 'Leave the shared view',
    demoNote: 'A demo account is for everybody: no password to change, no second step.', elsewhere: 'Password and second step belong to the single sign-on and are changed there.',
  },
  second: {
    title: 'Second step', on: 'on', off: 'off', about: 'Signing in then takes the password and six digits from an authenticator app.', begin: 'Turn on', remove: 'Turn the second step off', next: 'Next', password: 'Your password first, to be sure it is you',
    scan: 'Scan this with the authenticator app.', qr: 'QR code for the authenticator app', byHand: 'Or type it in by hand:', keep: 'Keep these backup codes for a day without the phone; each works once.', confirm: 'Six digits the app shows', do: 'Turn on',
  },
  sessions: { title: 'Signed in on', count: '{n} places', unknown: 'Unknown browser', here: 'here', seen: 'used {at}' },
  share: {
    title: 'Share this view', about: 'Makes a link that ends by itself. Whoever opens it needs no account and sees the map and totals of your area, no single cases and no drafts.', nameFor: 'View of {name}',
    days: 'Works for', do: 'Make the link', made: 'Share link', madeNote: 'Shown this once; ends {at}. It can be revoked earlier under Administration, Tokens.',
  },
  secret: { copy: 'Copy', copied: 'Copied' },
  admin: {
    title: 'Administration', back: 'Back to the map', accounts: 'Accounts', tokens: 'Tokens', walls: 'Walls', alerts: 'Alerts', audit: 'Audit', settings: 'Settings', all: 'All', act: 'Actions',
    accountsAbout: 'One account a person; roles give rights, and rights end at the chosen area.', newAccount: 'New account', makeAccount: 'Make it and its invitation link', save: 'Save', saved: 'Saved.',
    sessions: 'Signed in', byOidc: 'single sign-on', stateLabel: 'State', state: { active: 'in use', invited: 'no password yet', disabled: 'disabled' },
    invitation: 'Invitation link', invitationNote: 'Shown this once; works until {at}. Send it to the person, who then chooses a password.', invite: 'New invitation link', inviteNote: 'For a forgotten password make a new invitation link; the old password stops working.',
    endSessions: 'Sign out everywhere', endSessionsAsk: 'Really sign out', sessionsEnded: 'Signed out everywhere.', disable: 'Disable', disableAsk: 'Really disable', enable: 'Enable again', remove: 'Delete', removeAsk: 'Really delete',
  },
  token: {
    about: 'For systems, walls and share links: each with rights, an area and an end.', new: 'New token', name: 'Name', nameHint: 'Who uses it, such as “command room wall”.', kind: 'Kind', rights: 'Rights', expires: 'Ends', used: 'Last used', never: 'never', over: 'over', none: 'No tokens yet.', make: 'Make it',
    rotate: 'Renew', rotateAsk: 'Really renew', revoke: 'Revoke', revokeAsk: 'Really revoke', rotated: 'New secret of {name}', rotatedNote: 'Shown this once. The old one works for 24 hours more.', rotatedAtOnceNote: 'Shown this once. Another account answered for the old one; it works no more.', keyNote: 'Shown this once; give it to the system that uses it.', wallNote: 'Shown this once. Open it in the browser of the wall.',
  },
  audit: {
    about: 'Who changed what and when, who looked at single cases, who exported what; only ever added to. {verify} on the server proves that nothing was cut.', export: 'Export CSV',
    from: 'From', to: 'To', actor: 'Who', action: 'Did', noun: 'With', search: 'Search', at: 'When', what: 'What', address: 'From where', details: 'Details', open: 'Show', close: 'Hide', nobody: 'not signed in', none: 'Nothing recorded in this time.', more: 'More',
  },
  auditAction: { create: 'made', change: 'changed', delete: 'deleted', cancel: 'stopped', import: 'imported', read: 'read', export: 'exported', signIn: 'signed in', signOut: 'signed out', refuse: 'refused', publish: 'published' },
  auditNoun: { accounts: 'account', sessions: 'session', tokens: 'token', settings: 'settings', plans: 'draft plan', comments: 'comment', editions: 'edition', jobs: 'job', areas: 'areas', units: 'basic units', incidents: 'cases', alerts: 'alert', walls: 'wall', pairings: 'remote pairing', audit: 'audit', store: 'store' },
  settings: { suppress: 'Small numbers', below: 'Hide counts below', belowHint: 'Who may not see single cases is not shown counts below this, nor can they be worked out. 1 shows all.', keep: 'Retention', keepNote: 'Cleared once a day, and told in the audit; the audit itself is kept.', least: 'days, {n} or more; empty keeps for ever', keepFinishedJobsDays: 'Jobs that are over', keepDraftPlansDays: 'Draft plans that nobody touches', keepIncidentPointsDays: 'Points of cases (only the point goes, the counts stay)' },
};
export default en;
