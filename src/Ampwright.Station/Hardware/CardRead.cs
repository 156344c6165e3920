using System.Collections.Immutable;

namespace Ampwright.Station.Hardware;

/// <summary>A card as the reader saw it.</summary>
/// <param name="Uid">The unique id in the order the card sends it: 4, 7 or 10 bytes.</param>
/// <param name="Technology">e.g. <c>ISO14443A</c>.</param>
/// <param name="RandomUid">The card makes up a new id each time (first byte 08 of a 4-byte id): it identifies nobody.</param>
public sealed record CardRead(ImmutableArray<byte> Uid, string Technology, bool RandomUid);
