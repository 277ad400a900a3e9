export default {
  wall: {
    title: '{name} · {scene}', scenes: 'Scenes', toScene: 'Key {n}',
    scene: { situation: 'Situation', hotspots: 'Hot spots', grids: 'Grids', prosperity: 'Prosperity', service: 'Service' },
    secondsAgo: '{n} s ago', minutesAgo: '{n} min ago', silentSince: 'No new data since {time}',
    lost: 'No connection since {time}; this is how it was then',
    previous: 'Back', previousTitle: 'The scene before (← or PageUp)', next: 'Next', nextTitle: 'The next scene (→ or PageDown)',
    pause: 'Hold', play: 'Go on', pauseTitle: 'Hold or go on (space)',
    picture: 'Picture', pictureTitle: 'Save the whole wall as a picture (P)', film: 'Film', filmTitle: 'Save the wall as a film of 30 seconds (V)', filming: 'Filming, 30 seconds…', captureFailed: 'That was not saved; try once more',
    held: 'Held at this scene; space goes on', touched: 'Somebody is here; it goes on after a minute of rest', renewing: 'There is a new version; it comes with the next scene',
  },
};
