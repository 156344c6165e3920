using System.Buffers;
using System.Buffers.Binary;
using Microsoft.AspNetCore.Connections;

namespace Ampwright.Lab.Hosting;

/// <summary>Reads the suites out of a ClientHello (RFC 5246 §7.4.1.2; in TLS 1.3 the same place, RFC 8446 §4.1.2).</summary>
internal static class OfferedSuites
{
    // Record head, message head, version and random stand before the session id.
    private const int SessionId = 5 + 4 + 2 + 32;
    private const int Longest = 16 * 1024;

    /// <summary>Reads them from a connection whose bytes stay where they are.</summary>
    public static async Task<IReadOnlyList<int>> PeekAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(connection.ConnectionClosed);
            var suites = Read(read.Buffer);
            if (suites.Count > 0 || !MayBeHello(read.Buffer) || read.IsCompleted || read.Buffer.Length > Longest)
            {
                input.AdvanceTo(read.Buffer.Start);
                return suites;
            }
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool MayBeHello(ReadOnlySequence<byte> bytes) => bytes.IsEmpty || bytes.FirstSpan[0] == 22;

    /// <returns>Their numbers; none where this is no ClientHello.</returns>
    public static IReadOnlyList<int> Read(ReadOnlySequence<byte> bytes)
    {
        var hello = bytes.ToArray().AsSpan();
        if (hello.Length <= SessionId || hello[0] != 22 || hello[5] != 1) return [];
        var at = SessionId + 1 + hello[SessionId];
        if (hello.Length < at + 2) return [];
        var length = BinaryPrimitives.ReadUInt16BigEndian(hello[at..]);
        var suites = hello[(at + 2)..];
        if (suites.Length < length) return [];
        var offered = new List<int>(length / 2);
        for (var index = 0; index + 1 < length; index += 2) offered.Add(BinaryPrimitives.ReadUInt16BigEndian(suites[index..]));
        return offered;
    }
}
