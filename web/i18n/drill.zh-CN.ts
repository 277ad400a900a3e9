/** Words of the drill room 研判. */
export default {
  drill: { title: '研判' },
};
