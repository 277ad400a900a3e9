import { useIntervalFn } from '@vueuse/core';
import { computed, onScopeDispose, watch } from 'vue';
import { useLive } from '../live/live.ts';
import type { Showing, WallCommand } from '../walls/types.ts';
import { usePairing } from './pairing.ts';
import { usePlay } from './play.ts';

/** The phone takes a wall that is silent for 40 s for gone. */
const TELL_MS = 15_000;
/** While a code is on show it is looked at often: one that was guessed at too much makes room for another. */
const LOOK_MS = 5000;
const SETTLE_MS = 60;

/** Carries out what a paired phone asks, and tells it what the wall really shows. */
export function usePairedPlay(): void {
  const live = useLive(), play = usePlay(), pairing = usePairing();
  /** Number of the last command that was carried out. */
  let done = 0;

  const showing = (): Showing => ({
    scene: play.index, playing: play.playing, area: play.area, layers: [...play.layers], secondsLeft: play.secondsLeft, command: done,
  });
  /** All of it but the seconds, which the phone counts itself. */
  const shown = computed(() => JSON.stringify({ ...showing(), secondsLeft: null, nth: play.nth }));
  let timer = 0;
  /** Soon, and once for all that changes together. */
  const tellSoon = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void pairing.tell(showing()), SETTLE_MS);
  };

  function carryOut(command: WallCommand): void {
    if (command.command === 'paired') { pairing.take(); done = 0; tellSoon(); return; }
    if (command.command === 'ended') { pairing.forget(); return; }
    if (!pairing.isPaired) return;
    if (command.command === 'scene') play.goTo(command.value);
    else if (command.command === 'area') play.goToArea(command.value);
    else if (command.command === 'layer') play.setLayer(command.value.name, command.value.on);
    else if (command.command !== 'picture') play[command.command]();
    done = command.number;
    tellSoon();
  }

  onScopeDispose(live.onCommand(carryOut));
  watch(shown, () => { if (pairing.isPaired) tellSoon(); });
  watch(() => live.connection, (now) => { if (now === 'live') void pairing.look().then(tellSoon); }, { immediate: true });
  useIntervalFn(() => void pairing.tell(showing()), TELL_MS);
  useIntervalFn(() => { if (pairing.isOpen) void pairing.look(); }, LOOK_MS);
  onScopeDispose(() => clearTimeout(timer));
}
