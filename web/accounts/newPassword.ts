import { computed, ref } from 'vue';

/** Characters a password has at least; the server judges, this is what the forms say beforehand. */
export const LEAST_PASSWORD = 10;

/** A password typed twice. */
export function useNewPassword() {
  const password = ref('');
  const again = ref('');
  const wrongAgain = computed(() => again.value !== '' && again.value !== password.value);
  return { password, again, wrongAgain };
}
