package bn.experiments.model.keras;

import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names in a group of an HDF5 file. Links to other places are refused: Keras writes none, and they can lead outside the file.
 */
final class Hdf5Group {
    private static final int NO_CACHE = 0;
    private static final int CACHED_GROUP = 1;
    private static final long NONE = -1;

    private Hdf5Group() {}

    /** The address of the outermost group's header. */
    static long root(Hdf5Storage storage) {
        Superblock superblock = storage.getSuperblock();
        if (superblock instanceof SuperblockV0V1 old) {
            return new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress() - old.getBaseAddressByte())
                    .getObjectHeaderAddress();
        }
        return ((SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
    }

    /** The addresses of the headers of what is in a group, by name, in the file's order. */
    static Map<String, Long> children(Hdf5Storage storage, ObjectHeader header) {
        return header.hasMessageOfType(SymbolTableMessage.class)
                ? ofSymbolTable(storage, header.getMessageOfType(SymbolTableMessage.class)) : ofLinks(header);
    }

    private static Map<String, Long> ofSymbolTable(Hdf5Storage storage, SymbolTableMessage table) {
        ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
        Map<String, Long> children = new LinkedHashMap<>();
        for (long node : BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses()) {
            for (SymbolTableEntry entry : new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
                String name = Utils.readUntilNull(names.position(entry.getLinkNameOffset()));
                if (entry.getCacheType() != NO_CACHE && entry.getCacheType() != CACHED_GROUP) {
                    throw link(KerasModel.printable(name));
                }
                add(children, name, entry.getObjectHeaderAddress());
            }
        }
        return children;
    }

    private static Map<String, Long> ofLinks(ObjectHeader header) {
        if (header.hasMessageOfType(LinkInfoMessage.class)
                && header.getMessageOfType(LinkInfoMessage.class).getBTreeNameIndexAddress() != NONE) {
            throw new UnsupportedHdfException(
                    "a group has an index of libver=\"latest\", which is not read here; h5repack of the HDF5 tools"
                            + " writes the file without it");
        }
        Map<String, Long> children = new LinkedHashMap<>();
        for (LinkMessage link : header.getMessagesOfType(LinkMessage.class)) {
            if (link.getLinkType() != LinkMessage.LinkType.HARD) {
                throw link(KerasModel.printable(link.getLinkName()));
            }
            add(children, link.getLinkName(), link.getHardLinkAddress());
        }
        return children;
    }

    private static void add(Map<String, Long> children, String name, long address) {
        if (name.chars().anyMatch(Character::isISOControl) || children.put(name, address) != null) {
            throw new HdfException("a name has control characters, or is there twice");
        }
    }

    private static UnsupportedHdfException link(String name) {
        return new UnsupportedHdfException(
                "\"" + name + "\" is a link to another place, which is not followed; copy the array there");
    }
}
