/** Every fault of the table through the whole gateway. */
import { FAULT_TABLE } from './fault-table.js';
import { describeThroughGateway } from './through-gateway.js';

describeThroughGateway('the fault table through the gateway', FAULT_TABLE);
