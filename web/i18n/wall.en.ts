export default {
  wall: {
    title: '{name} · {scene}',
    scene: { situation: 'Situation', hotspots: 'Hot spots', grids: 'Grids', prosperity: 'Shared prosperity', service: 'Service' },
    secondsAgo: '{n} s ago', minutesAgo: '{n} min ago', silentSince: 'No new data since {time}',
    lost: 'No connection since {time}; this is how it was then',
  },
};
