using System.Runtime.InteropServices;

namespace Ampwright.Lab.Hosting;

/// <summary>What all verbs have in common: their exit codes, and how they tell what went wrong.</summary>
internal static class Verb
{
    /// <summary>Everything is as it should be: every case passed.</summary>
    public const int Passed = 0;

    /// <summary>Something is not.</summary>
    public const int NotPassed = 1;

    /// <summary>It could not be done.</summary>
    public const int NotDone = 2;

    /// <summary>Does it; what the lab cannot do is told in one line.</summary>
    public static int Guarded(Func<int> run)
    {
        // A run that is broken off leaves the traces of every case that has ended.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
        try
        {
            return run();
        }
        catch (LabException wrong)
        {
            Console.Error.WriteLine($"ampwright-lab: {wrong.Message}");
            return NotDone;
        }
    }

    private static void Leave(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Console.Error.WriteLine("\nampwright-lab: broken off; the same command with --resume goes on with the cases that are left.");
        Environment.Exit(NotDone);
    }
}
