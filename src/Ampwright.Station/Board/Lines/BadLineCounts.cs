using System.Globalization;

namespace Ampwright.Station.Board.Lines;

/// <summary>How many lines one side has received that it did not act upon.</summary>
public sealed record BadLineCounts
{
    public long TooLong { get; init; }

    public long Checksum { get; init; }

    public long Form { get; init; }

    public long Unknown { get; init; }

    public long Content { get; init; }

    public long All => TooLong + Checksum + Form + Unknown + Content;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{TooLong} too long, {Checksum} with another checksum, {Form} of no form, {Unknown} unknown, {Content} with a wrong content");

    internal BadLineCounts Plus(BadLine bad) => bad switch
    {
        BadLine.TooLong => this with { TooLong = TooLong + 1 },
        BadLine.Checksum => this with { Checksum = Checksum + 1 },
        BadLine.Form => this with { Form = Form + 1 },
        BadLine.Unknown => this with { Unknown = Unknown + 1 },
        _ => this with { Content = Content + 1 },
    };
}
