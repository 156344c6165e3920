using System.CommandLine;
using Ampwright.Lab.Certificates;

namespace Ampwright.Lab.Hosting;

/// <summary>The verb <c>authority</c>: makes the lab's certificate authority before a run, so that the system under test can be told of its root.</summary>
internal static class AuthorityCommand
{
    public static Command Make(TimeProvider time)
    {
        var folder = RunOptions.Authority();
        var command = new Command("authority", "Makes the lab's certificate authority, if it is not there yet, and says where its root is.") { folder };
        command.SetAction(parsed => Verb.Guarded(() =>
        {
            var path = parsed.GetValue(folder)!;
            using var authority = LabAuthority.In(path, time.GetUtcNow());
            Console.WriteLine($"Root: {Path.Combine(path, "root.pem")}, {authority.Root.Subject}, until {authority.Root.NotAfter:yyyy-MM-dd}; revocation list: {Path.Combine(path, "revoked.crl.pem")}");
            return Verb.Passed;
        }));
        return command;
    }
}
