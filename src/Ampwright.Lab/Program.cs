using System.CommandLine;
using Ampwright.Lab.Hosting;

var command = new RootCommand("The open conformance lab for OCPP 1.6: certifies charging stations and management systems, and prints the report.")
{
    StationCommand.Make(TimeProvider.System),
    CsmsCommand.Make(TimeProvider.System),
    AuthorityCommand.Make(TimeProvider.System),
    CasesCommand.Make(),
    ReplayCommand.Make(),
    VerifyCommand.Make(),
    CompareCommand.Make(),
};
return await command.Parse(args).InvokeAsync();
