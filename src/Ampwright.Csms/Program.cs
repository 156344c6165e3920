using System.CommandLine;
using Ampwright.Csms.Hosting;

var line = new CommandLine((options, stop) => CsmsHost.RunAsync(options, Console.Out, stop), Environment.GetEnvironmentVariable);

// The host itself takes SIGTERM and Ctrl+C; the command line must not end the process under it.
return await line.Command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
