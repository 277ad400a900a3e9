export default {
  remote: {
    title: 'Remote', pair: 'Drive by phone', pairTitle: 'Drive by phone (R)', scan: 'Scan the code with a phone, or open', type: 'and type', until: 'Good until {time}, once', qr: 'QR code to drive this wall', waiting: 'Getting a code…', noServer: 'The server does not answer; trying again', paired: 'Driven by a phone', end: 'Disconnect',
    enter: 'Type the six digits on the wall', enterNote: 'Press R at the wall to see them.', code: 'Code', connect: 'Connect', connecting: 'Connecting…', wrongCode: 'No wall shows this code; it was used already, or is over.', wrongQr: 'This QR code was used already, or is over. Show another one at the wall.',
    over: 'No longer connected', overNote: 'The wall has let this phone go.', away: 'The wall does not answer', awaySince: 'silent since {time}', offline: 'The phone cannot reach the server', expected: 'Waiting for the wall', sending: 'On its way…', notDone: 'The wall did not follow; this is what it shows',
    showing: 'On the wall now', unnamed: 'Wall', next: 'Next', previous: 'Back', pause: 'Pause', play: 'Play', paused: 'Paused', playing: 'Playing', left: 'next scene in {n} s', scenes: 'Scenes', area: 'Area', layers: 'Layers', picture: 'Picture', pictureNote: 'Saved on the computer of the wall', leave: 'Disconnect', leaveAsk: 'Really disconnect', of: '{n} / {all}',
  },
};
