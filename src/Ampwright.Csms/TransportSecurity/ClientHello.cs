using System.Buffers.Binary;

namespace Ampwright.Csms.TransportSecurity;

/// <summary>
/// What a TLS client says it can do, in its first message (RFC 5246 §7.4.1.2, RFC 8446 §4.1.2). The platform tells a server the name
/// and versions only; which of our two certificates the client can use, and why none will do, is in the rest.
/// </summary>
internal sealed record ClientHello
{
    public const int LongestBytes = 16 * 1024;

    private const int RecordHeader = 5;
    private const byte HandshakeRecord = 22;
    private const byte ClientHelloMessage = 1;
    private const ushort SupportedGroups = 10;
    private const ushort SignatureAlgorithms = 13;
    private const ushort SupportedVersions = 43;

    /// <summary>As on the wire: 0x0303 is TLS 1.2, 0x0304 TLS 1.3.</summary>
    public required IReadOnlyList<ushort> Versions { get; init; }

    public required IReadOnlyList<ushort> Suites { get; init; }

    /// <summary>Null when the client does not say.</summary>
    public IReadOnlyList<ushort>? Groups { get; init; }

    /// <summary>Null when the client does not say.</summary>
    public IReadOnlyList<ushort>? Signatures { get; init; }

    /// <summary>Reads the message out of the first records of a connection.</summary>
    /// <returns>Complete: there is nothing more to wait for; the hello is null then if this is no TLS.</returns>
    public static (bool Complete, ClientHello? Hello) Read(ReadOnlySpan<byte> bytes)
    {
        // The message may be cut into several records.
        var message = new List<byte>();
        while (true)
        {
            if (bytes.Length >= 1 && bytes[0] != HandshakeRecord) return (true, null);
            if (bytes.Length >= 2 && bytes[1] != 3) return (true, null);
            if (bytes.Length < RecordHeader) return (false, null);
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
            if (length == 0 || message.Count + length > LongestBytes) return (true, null);
            if (bytes.Length < RecordHeader + length) return (false, null);
            message.AddRange(bytes.Slice(RecordHeader, length));
            bytes = bytes[(RecordHeader + length)..];
            if (message[0] != ClientHelloMessage) return (true, null);
            if (message.Count < 4) continue;
            var whole = 4 + (message[1] << 16 | message[2] << 8 | message[3]);
            if (whole > LongestBytes) return (true, null);
            if (message.Count >= whole) return (true, Parse([.. message[4..whole]]));
        }
    }

    private static ClientHello? Parse(byte[] body)
    {
        var reader = new Fields(body);
        var legacy = reader.Number();
        reader.Skip(32);
        reader.Vector8();
        var suites = Numbers(reader.Vector16());
        reader.Vector8();
        IReadOnlyList<ushort>? versions = null, groups = null, signatures = null;
        if (!reader.AtEnd)
        {
            var extensions = new Fields(reader.Vector16());
            while (extensions is { AtEnd: false, Broken: false })
            {
                var type = extensions.Number();
                var content = new Fields(extensions.Vector16());
                switch (type)
                {
                    case SupportedGroups:
                        groups = Numbers(content.Vector16());
                        break;
                    case SignatureAlgorithms:
                        signatures = Numbers(content.Vector16());
                        break;
                    case SupportedVersions:
                        versions = Numbers(content.Vector8());
                        break;
                }
            }
            if (extensions.Broken) return null;
        }
        if (reader.Broken) return null;
        // RFC 8446 §4.2.1: with the extension the legacy version means nothing; without it all down from it is offered.
        versions ??= Enumerable.Range(0x0301, Math.Clamp(legacy - 0x0300, 0, 3)).Select(version => (ushort)version).ToList();
        return new ClientHello { Versions = versions, Suites = suites, Groups = groups, Signatures = signatures };
    }

    private static List<ushort> Numbers(ReadOnlySpan<byte> bytes)
    {
        var numbers = new List<ushort>(bytes.Length / 2);
        for (var i = 0; i + 1 < bytes.Length; i += 2) numbers.Add(BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]));
        return numbers;
    }

    /// <summary>Takes a message apart; what reaches past the end is empty and noted.</summary>
    private ref struct Fields(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _left = bytes;

        public bool Broken { get; private set; }

        public readonly bool AtEnd => _left.IsEmpty;

        public ushort Number() => Take(2) is { Length: 2 } two ? BinaryPrimitives.ReadUInt16BigEndian(two) : (ushort)0;

        public void Skip(int length) => Take(length);

        public ReadOnlySpan<byte> Vector8() => Take(1) is { Length: 1 } length ? Take(length[0]) : [];

        public ReadOnlySpan<byte> Vector16() => Take(Number());

        private ReadOnlySpan<byte> Take(int length)
        {
            if (length > _left.Length)
            {
                Broken = true;
                _left = [];
                return [];
            }
            var taken = _left[..length];
            _left = _left[length..];
            return taken;
        }
    }
}
