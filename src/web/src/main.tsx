import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles/default-css-variables.css';
import './styles/mantine.css';
import './styles/theme.css';
import './styles/base.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { language } from './texts';

document.documentElement.lang = language;

const theme = { respectReducedMotion: true };

// Its styles are files: none is written into the page while it runs, which the content security policy forbids.
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <App />
    </MantineProvider>
  </StrictMode>,
);
