/** Words of the redraw room 划分. */
export default {
  redraw: { title: '划分' },
};
