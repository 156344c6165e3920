using System.Text;
using Ampwright.Station.Journal;

namespace Ampwright.Station.Tests.Board;

/// <summary>Lines as a test writes them.</summary>
internal static class Lines
{
    /// <summary>A body with its right checksum and line feed.</summary>
    public static string Signed(string body) => $"{body}*{JournalFrame.Crc32C(Encoding.Latin1.GetBytes(body), []):X8}\n";
}
