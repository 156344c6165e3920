using System.Globalization;
using System.IO.Compression;
using System.Text;
using Ampwright.Station.Flight;
using Ampwright.Station.Loop;
using Ampwright.Station.Memory;

namespace Ampwright.Station.Diagnostics;

/// <summary>
/// The files the station makes for a CSMS: diagnostics as a ZIP of texts, the security log as one text. Neither holds a secret. Belongs to the
/// loop.
/// </summary>
internal sealed class LogFile(StationCore core, Func<StationState> describe)
{
    private const string Instant = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>A name without anything a path could be made of, at most 100 characters.</summary>
    public string NameOf(bool securityLog)
    {
        var station = new string([.. core.Options.Identity.Select(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' ? one : '_')]);
        var time = core.Clock.Now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return securityLog ? $"{station}-{time}-security.log" : $"{station}-{time}-diagnostics.zip";
    }

    /// <param name="from">Oldest entry of the logs in it; null = all.</param>
    public byte[] Make(bool securityLog, DateTimeOffset? from, DateTimeOffset? until)
    {
        if (securityLog) return Encoding.UTF8.GetBytes(SecurityLog(from, until));
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "station.txt", Station());
            Add(zip, "configuration.txt", Configuration());
            Add(zip, "trace.log", Trace(from, until));
            Add(zip, "security.log", SecurityLog(from, until));
            if (core.Flight is { } flight) Add(zip, "flight.jsonl", Flight(flight));
        }
        return file.ToArray();
    }

    private void Add(ZipArchive zip, string name, string text) => Add(zip, name, Encoding.UTF8.GetBytes(text));

    private void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = core.Clock.Now.Year is >= 1980 and <= 2107 ? core.Clock.Now : new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static byte[] Flight(RecordedLife flight)
    {
        try
        {
            return flight.Record();
        }
        catch (IOException failure)
        {
            return Encoding.UTF8.GetBytes($"The flight record cannot be read: {failure.Message}");
        }
    }

    private string Station()
    {
        var (facts, state, memory) = (core.Port.Facts, describe(), core.Memory.State);
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"made             {core.Clock.Now.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}, clock {(core.Clock.Trusted ? "set" : "not set")}")
            .AppendLine(CultureInfo.InvariantCulture, $"identity         {core.Options.Identity}")
            .AppendLine(CultureInfo.InvariantCulture, $"product          {facts.Vendor} {facts.Model}, serial number {facts.SerialNumber}")
            .AppendLine(CultureInfo.InvariantCulture, $"firmware         {facts.FirmwareVersion}, {core.Port.Host.Firmware?.Start.ToString() ?? "no slots"}")
            .AppendLine(CultureInfo.InvariantCulture, $"meter            {facts.MeterType} {facts.MeterSerialNumber}")
            .AppendLine(CultureInfo.InvariantCulture, $"boot             {memory.Boot}, cause {core.Port.Host.BootCause}")
            .AppendLine(CultureInfo.InvariantCulture, $"connection       {(state.Connected ? "up" : "down")}, registration {state.Registration}")
            .AppendLine(CultureInfo.InvariantCulture, $"waiting messages {state.Queued}, given up {memory.DeadLetters.Count}")
            .AppendLine(CultureInfo.InvariantCulture, $"connector 0      {state.Status}");
        foreach (var connector in state.Connectors)
            text.AppendLine(CultureInfo.InvariantCulture, $"connector {connector.Number}      {connector.Status}, {connector.ErrorCode}, transaction {connector.Transaction?.TransactionId?.ToString(CultureInfo.InvariantCulture) ?? "none"}");
        foreach (var letter in memory.DeadLetters)
            text.AppendLine(CultureInfo.InvariantCulture, $"given up         {letter.Message.Kind} of transaction {letter.Transaction?.CsmsId}: {letter.Code}");
        return text.ToString();
    }

    // What GetConfiguration shows: values that can only be written are not in it.
    private string Configuration() => string.Concat(core.Configuration.Entries
        .Select(entry => core.Configuration.Describe(entry.Name)!)
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => $"{entry.Key}{(entry.Readonly ? " (read only)" : "")} = {entry.Value ?? "(not shown)"}\n"));

    private string Trace(DateTimeOffset? from, DateTimeOffset? until) => string.Concat(core.Trace.Since()
        .Where(line => IsWithin(line.At, from, until))
        .Select(line => $"{line.At.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)} {line.Number} {line.Kind} {Secrets.Redact(line.Text)}\n"));

    private string SecurityLog(DateTimeOffset? from, DateTimeOffset? until) => string.Concat(core.Memory.State.Security.Log
        .Where(entry => IsWithin(entry.At.Utc, from, until))
        .Select(entry => $"{entry.At.Utc.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}{(entry.At.Trusted ? "" : "?")} {entry.Number} {entry.Type} {(entry.Critical ? "critical" : "-")} {Line(entry)}\n"));

    // One event is one line, whatever the other side put into it.
    private static string Line(SecurityLogEntry entry) => new([.. Secrets.Redact(entry.TechInfo ?? "").Select(one => char.IsControl(one) ? ' ' : one)]);

    private static bool IsWithin(DateTimeOffset at, DateTimeOffset? from, DateTimeOffset? until) => !(at < from) && !(at > until);
}
