namespace Ampwright.Lab.Catalogue;

/// <summary>A revision of the test case document. 2025-06 has the ids of 2024-04.</summary>
internal enum Revision
{
    R2024_04,
    R2025_11,
}
