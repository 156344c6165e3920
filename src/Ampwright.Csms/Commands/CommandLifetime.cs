using Ampwright.Csms.Api;

namespace Ampwright.Csms.Commands;

/// <summary>How long a command may wait to be sent, as callers say it with 'expiresIn': in seconds, or not at all.</summary>
internal static class CommandLifetime
{
    /// <param name="errors">Takes what breaks a rule.</param>
    /// <param name="expiresIn">Seconds; null: not said.</param>
    public static void Check(FieldErrors errors, int? expiresIn)
    {
        if (expiresIn < 1 || expiresIn > CommandDesk.LongestLifetime.TotalSeconds)
            errors.Add("expiresIn", $"Give a number of seconds from 1 to {CommandDesk.LongestLifetime.TotalSeconds:0}.");
    }

    public static TimeSpan Of(int? expiresIn) => expiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : CommandDesk.UsualLifetime;
}
