namespace Ampwright.Ocpp.Payloads;

/// <summary>Slots of the objects being read, nested ones above their parents; one per thread, so that reading allocates only what it returns.</summary>
internal sealed class SlotStack
{
    [ThreadStatic]
    private static SlotStack? _ofThisThread;

    private Slot[] _slots = new Slot[64];
    private int _used;

    public static SlotStack OfThisThread => _ofThisThread ??= new SlotStack();

    public int Take(int count)
    {
        var start = _used;
        _used += count;
        if (_used > _slots.Length) Array.Resize(ref _slots, Math.Max(_used, _slots.Length * 2));
        return start;
    }

    public void GiveBack(int start)
    {
        _slots.AsSpan(start, _used - start).Clear();
        _used = start;
    }

    public ref Slot At(int index) => ref _slots[index];

    public ReadOnlySpan<Slot> From(int start) => _slots.AsSpan(start, _used - start);
}
