namespace Slo.Recording;

/// <summary>Hands out cells, block after block. One per registry, so that registries share nothing but thread slots.</summary>
internal sealed class CellAllocator
{
    private readonly Lock _gate = new();
    private CellBlock _open = new();

    internal EventCells Allocate()
    {
        lock (_gate)
        {
            if (!_open.TryAllocate(out var cell))
            {
                _open = new CellBlock();
                _open.TryAllocate(out cell);
            }

            return new EventCells(_open, cell);
        }
    }
}
