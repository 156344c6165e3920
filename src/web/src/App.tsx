import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem } from './api/client';
import { Toasts } from './parts/Toasts';
import { createAppRouter } from './router';
import { SessionGate } from './session/SessionGate';

export function App() {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 10_000,
            refetchOnWindowFocus: true,
            retry: (times, problem) =>
              times < 2 && !(problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500),
          },
        },
      }),
  );
  const [router] = useState(createAppRouter);
  return (
    <QueryClientProvider client={client}>
      <Toasts>
        <SessionGate>
          <RouterProvider router={router} />
        </SessionGate>
      </Toasts>
    </QueryClientProvider>
  );
}
