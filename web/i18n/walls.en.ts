export default {
  walls: {
    title: 'Walls', about: 'A wall plays scenes one after the other. Each has an address of its own, opened by a link that shows sums alone.',
    new: 'New wall', import: 'Import JSON', export: 'Export JSON', none: 'No walls yet. They are not needed to begin: a wall without a name plays the five usual scenes.',
    name: 'Name', nameHint: 'Stands in the address, such as /wall/lobby', area: 'About', scenes: 'Scenes', changed: 'Changed', by: '{name}, {time}', cycle: '{n} scenes, {time} a round',
    open: 'Open', remove: 'Delete', removeAsk: 'Delete for good', save: 'Save', saved: 'Saved; walls that play it follow at once', unsaved: 'Changes not saved', revert: 'Drop changes', revertAsk: 'Drop them for good', undo: 'Undo', redo: 'Redo',
    taken: 'There is a wall called “{name}” already.', changedMeanwhile: '{reason} Drop your changes to read it anew.', wrong: 'Scene {n} is not right: {reason}', wrongFile: 'This file is no wall: {reason}',
    foreignAreas: '{n} areas or cameras in the file are not of this district.', dropForeign: 'Import them as the whole district',
    addScene: 'Add a scene', duplicate: 'Duplicate', up: 'Move up', down: 'Move down', takeOut: 'Remove', place: 'Scene {n}',
    kind: 'Scene', sceneTitle: 'Title', sceneTitleHint: 'The name of the scene unless written', seconds: 'Stays for (s)', camera: 'Camera', cameraFits: 'Fits the area', cameraOwn: 'Fixed', cameraTake: 'Take the map as it stands', cameraAt: '{lon}, {lat}, zoom {zoom}', layers: 'Layers', panels: 'Panels', asKind: 'As the scene has them', own: 'Chosen',
    preview: 'Preview', previewStop: 'Stop preview',
    link: 'Link of the wall', makeLink: 'Make a link', linkUntil: 'Good until', linkNote: 'Shown this once. Open it in the browser of the wall: it sees sums alone and changes nothing.', links: '{n} links', linkOver: 'over', linkUsed: 'last used {day}', linkUnused: 'never used', linkEnd: 'Revoke', linkEndAsk: 'Revoke for good', qr: 'QR code of the link',
    pairings: 'Driven by phone', pairingOf: '{name} is driven by a phone', pairingWall: 'A wall without a name', pairingWaiting: '{name} waits for a phone', pairingSince: 'since {time}', pairingEnd: 'Disconnect',
    onlySeconds: '{s} s', minutes: '{m} min', minutesSeconds: '{m} min {s} s', secondsWrong: 'a whole number from {least} to {most}',
    panel: {
      situation: { today: 'Today', hours: 'By hour', categories: 'Categories', attention: 'Needs a person', ranking: 'Streets' },
      hotspots: { found: 'Hot spots found', turns: 'Rising and fading', method: 'Method', list: 'List', faded: 'Faded' },
      grids: { inside: 'Grids in the window', spread: 'Spread', worst: 'Furthest off', streets: 'Streets' },
      prosperity: { total: 'Income and jobs', bands: 'Income of villages', attention: 'Needs a look', ranking: 'Streets' },
      service: { share: 'Coverage', minutes: 'Minutes on foot', how: 'Method', gaps: 'Gaps', ranking: 'Streets', kinds: 'Kinds of places' },
    },
    missing: 'There is no wall called “{name}”', missingDo: 'Look at the address again, or have an administrator make it under Administration · Walls.', others: 'Other walls',
  },
};
