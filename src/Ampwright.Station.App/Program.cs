using System.CommandLine;
using Ampwright.Station.App.Demonstration;
using Ampwright.Station.App.Flight;
using Ampwright.Station.App.Hosting;
using Ampwright.Station.App.SimulatedBoard;

var line = new CommandLine((options, stop) => StationHost.RunAsync(options, Console.Out, stop));
line.Command.Subcommands.Add(DemoCommand.Create(Console.Out));
line.Command.Subcommands.Add(ReplayCommand.Create(Console.Out));
line.Command.Subcommands.Add(BoardCommand.Create(Console.Out, Console.In));

// The host itself takes SIGTERM and Ctrl+C; the command line must not end the process under it.
return await line.Command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
